"""PyTorch eager: modules as a user writes them, one timestep after the other."""

from pathlib import Path

import numpy as np
import torch
from torch import nn

from .. import chain as chains
from .base import SteppedPeer


class Spikes(nn.Module):
    """The neuron, with its membrane potential as state."""

    def __init__(self, neuron: chains.Neuron):
        """State 0."""
        super().__init__()
        self.neuron, self.potential = neuron, None

    def forward(self, current: torch.Tensor) -> torch.Tensor:
        """Charge, fire, reset."""
        potential = current if self.potential is None else self.neuron.retain * self.potential
        if self.potential is not None:
            potential = potential + current
        spikes = (potential >= self.neuron.threshold).to(current.dtype)
        if self.neuron.soft:
            self.potential = potential - self.neuron.threshold * spikes
        else:
            self.potential = potential * (1 - spikes)
        return spikes


class Branches(nn.Module):
    """The sum of its branches; an empty one is the source times `gain`."""

    def __init__(self, branches: list[nn.Sequential], gain: float):
        """Branches of one source."""
        super().__init__()
        self.branches, self.gain = nn.ModuleList(branches), gain

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        """Currents."""
        first, *others = [b(values) if len(b) else self.gain * values for b in self.branches]
        return sum(others, start=first)


def modules(chain: chains.Chain, neuron=Spikes) -> nn.Sequential:
    """Convolution, batch norm and neuron as modules of their own."""
    return sequence(chain.layers, neuron).eval()


def sequence(layers: tuple, neuron) -> nn.Sequential:
    """The modules of some layers of a chain."""
    made: list[nn.Module] = []
    for layer in layers:
        if isinstance(layer, chains.Convolution):
            made += convolution(layer)
        elif isinstance(layer, chains.Sum):
            made.append(Branches([sequence(b, neuron) for b in layer.branches], layer.gain))
        elif isinstance(layer, chains.Neuron):
            made.append(neuron(layer))
        elif isinstance(layer, chains.Pool):
            kind = nn.MaxPool2d if layer.kind == "max" else nn.AvgPool2d
            made.append(kind(layer.kernel, layer.stride))
        else:
            made += [nn.Flatten(), linear(layer)]
    return nn.Sequential(*made)


def convolution(layer: chains.Convolution) -> list[nn.Module]:
    """A convolution without bias and a batch norm that adds it."""
    outputs, inputs, *kernel = layer.weight.shape
    conv = nn.Conv2d(inputs, outputs, kernel, layer.stride, layer.padding, bias=False)
    norm = nn.BatchNorm2d(outputs, eps=0.0)
    conv.weight.data = torch.from_numpy(layer.weight.astype(np.float32))
    norm.bias.data = torch.from_numpy(layer.bias.astype(np.float32))
    return [conv, norm]


def linear(layer: chains.Linear) -> nn.Linear:
    """The linear layer."""
    made = nn.Linear(layer.weight.shape[1], layer.weight.shape[0])
    made.weight.data = torch.from_numpy(layer.weight.astype(np.float32))
    made.bias.data = torch.from_numpy(layer.bias.astype(np.float32))
    return made


class TorchEager(SteppedPeer):
    """The network as nn.Sequential, called once a timestep."""

    def __init__(self, folder: Path, threads: int, timesteps: int):
        """Reads the checkpoint of `folder`."""
        super().__init__(folder, threads, timesteps)
        torch.set_num_threads(threads)
        torch.set_grad_enabled(False)
        self.network = modules(chains.read(folder / "net.safetensors"))
        self.neurons = [m for m in self.network.modules() if isinstance(m, Spikes)]

    def begin(self, image: np.ndarray) -> None:
        """See `SteppedPeer`."""
        self.image, self.timestep = torch.from_numpy(image), 0
        for neuron in self.neurons:
            neuron.potential = None

    def step(self) -> np.ndarray:
        """See `SteppedPeer`."""
        values = self.image[:, self.timestep] if self.image.dim() == 5 else self.image
        self.timestep += 1
        return self.network(values)[0].numpy()
