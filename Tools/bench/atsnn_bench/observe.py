"""What the float network does on the images: ranges for the int8 graphs, spikes, logits."""

from dataclasses import dataclass, field

import numpy as np
import torch
from torch import nn

from . import chain as chains
from .peers import torch_eager
from .peers.base import summed


@dataclass
class Observed:
    """A list entry a convolution, in order; lists a timestep hold means an image."""

    currents: list[float] = field(default_factory=list)
    """Greatest size of a current."""
    relu: list[float] = field(default_factory=list)
    """Greatest value after ReLU, in the CNN of the same weights."""
    density: list[list[float]] = field(default_factory=list)
    """Share of the inputs that are not 0, a timestep."""
    operations: list[list[float]] = field(default_factory=list)
    """Synaptic operations (rule C1), a timestep."""
    rates: list[list[float]] = field(default_factory=list)
    """Spikes per neuron, a timestep."""
    logits: list[list[float]] = field(default_factory=list)
    """The read-out of the last timestep, a row an image."""
    cnn_logits: list[list[float]] = field(default_factory=list)
    relu_logits: float = 0.0
    """Greatest size of a logit of the CNN."""
    events: bool = False
    """Whether the first convolution, too, is given events at every timestep."""


def observe(chain: chains.Chain, images: np.ndarray) -> Observed:
    """Runs normalised images (N,C,H,W) through the spiking network and through its CNN.

    Of frames (N,T,C,H,W) the CNN sees the sum.
    """
    torch.set_grad_enabled(False)
    seen = Observed(events=chain.events)
    _spiking(chain, torch.from_numpy(images), seen)
    _cnn(chain, torch.from_numpy(summed(images)), seen)
    return seen


def _spiking(chain: chains.Chain, images: torch.Tensor, seen: Observed) -> None:
    network = torch_eager.modules(chain)
    convolutions = [c for c in chain.layers if isinstance(c, chains.Convolution)]
    count = len(convolutions)
    seen.currents = [0.0] * count
    seen.density, seen.operations, seen.rates = ([[] for _ in range(count)] for _ in range(3))
    total = 0
    for timestep in range(chain.timesteps):
        values, place = images[:, timestep] if chain.events else images, -1
        for module in network:
            if isinstance(module, nn.Conv2d):
                place += 1
                active = (values != 0).float()
                seen.density[place].append(float(active.mean()))
                seen.operations[place].append(reached(active, convolutions[place]))
            values = module(values)
            if isinstance(module, nn.BatchNorm2d):
                seen.currents[place] = max(seen.currents[place], float(values.abs().max()))
            if isinstance(module, torch_eager.Spikes):
                seen.rates[place].append(float(values.mean()))
        total = total + values
    seen.logits = (total / chain.timesteps).tolist()


def reached(active: torch.Tensor, layer: chains.Convolution) -> float:
    """Pairs of an active input (1, else 0; (N,C,H,W)) and an output that it reaches, an image."""
    ones = torch.ones(1, 1, *layer.weight.shape[2:])
    taps = nn.functional.conv2d(
        active.sum(1, keepdim=True), ones, stride=layer.stride, padding=layer.padding
    )
    return float(taps.sum(dtype=torch.float64)) * len(layer.weight) / len(active)


def _cnn(chain: chains.Chain, images: torch.Tensor, seen: Observed) -> None:
    values = images
    for module in torch_eager.modules(chain, lambda neuron: nn.ReLU()):
        values = module(values)
        if isinstance(module, nn.ReLU):
            seen.relu.append(float(values.max()))
    seen.relu_logits = float(values.abs().max())
    seen.cnn_logits = values.tolist()
