"""What the float network does on the images: ranges for the int8 graphs, spikes, logits."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import nn

from . import chain as chains
from .peers import torch_eager
from .peers.base import summed


@dataclass
class Observed:
    """A list entry a convolution or neuron, in order; lists a timestep hold means an image."""

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
    network, convolutions = torch_eager.modules(chain), chain.convolutions
    seen.currents = [0.0] * len(convolutions)
    seen.density, seen.operations = ([[] for _ in convolutions] for _ in range(2))
    seen.rates = [[] for m in network.modules() if isinstance(m, torch_eager.Spikes)]

    def source(place: int, values: torch.Tensor, _: torch.Tensor) -> None:
        active = (values != 0).float()
        seen.density[place].append(float(active.mean()))
        seen.operations[place].append(reached(active, convolutions[place]))

    def current(place: int, _: torch.Tensor, values: torch.Tensor) -> None:
        seen.currents[place] = max(seen.currents[place], float(values.abs().max()))

    def spikes(place: int, _: torch.Tensor, values: torch.Tensor) -> None:
        seen.rates[place].append(float(values.mean()))

    _watch(network, nn.Conv2d, source)
    _watch(network, nn.BatchNorm2d, current)
    _watch(network, torch_eager.Spikes, spikes)
    total = 0
    for timestep in range(chain.timesteps):
        total = total + network(images[:, timestep] if chain.events else images)
    seen.logits = (total / chain.timesteps).tolist()


def _watch(network: nn.Module, kind: type, note: Callable) -> None:
    """Calls `note` with the number, source and values of every module of a kind as it runs."""
    for place, module in enumerate(m for m in network.modules() if isinstance(m, kind)):
        module.register_forward_hook(
            lambda _, sources, values, place=place: note(place, sources[0], values)
        )


def reached(active: torch.Tensor, layer: chains.Convolution) -> float:
    """Pairs of an active input (1, else 0; (N,C,H,W)) and an output that it reaches, an image."""
    ones = torch.ones(1, 1, *layer.weight.shape[2:])
    taps = nn.functional.conv2d(
        active.sum(1, keepdim=True), ones, stride=layer.stride, padding=layer.padding
    )
    return float(taps.sum(dtype=torch.float64)) * len(layer.weight) / len(active)


def _cnn(chain: chains.Chain, images: torch.Tensor, seen: Observed) -> None:
    network = torch_eager.modules(chain, lambda neuron: nn.ReLU())
    _watch(network, nn.ReLU, lambda _place, _source, values: seen.relu.append(float(values.max())))
    values = network(images)
    seen.relu_logits = float(values.abs().max())
    seen.cnn_logits = values.tolist()
