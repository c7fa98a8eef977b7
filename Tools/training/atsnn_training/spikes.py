"""Observers of a forward pass: spikes of every record, and the operations that they drive."""

from math import prod

import torch
from atsnn_networks.graph import NEURONS
from torch import Tensor
from torch.nn import functional

from .network import Network

SUMS = ("conv", "linear")


class SpikeCounter:
    """Spikes of every neuron node, for each timestep and record."""

    def __init__(self, network: Network):
        """Counts for `network`, from no record."""
        self._neurons = {n["name"] for n in network.graph["nodes"] if n["type"] in NEURONS}
        self._rates: dict[str, list[Tensor]] = {}

    def __call__(self, name: str, values: Tensor) -> None:
        """An observer of `Network.forward`."""
        if name in self._neurons:
            rate = values.flatten(2).double().mean(2).cpu()
            self._rates.setdefault(name, []).append(rate)

    def rates(self) -> dict[str, Tensor]:
        """Spikes per neuron [T,N], 0 to 1, by node name."""
        return {name: torch.cat(parts, 1) for name, parts in self._rates.items()}


class OperationCounter:
    """Spike-driven operations: one for every weight that a value other than 0 is added through.

    A convolution's padding adds nothing. Layers before the first neuron are counted where they see
    events; where they see the image, `dense_operations` tells what they cost once a record.
    """

    def __init__(self, network: Network):
        """Counts for `network`, from no record."""
        self._reach = _reach(network)
        self._batches: list[Tensor] = []
        neurons = [n["name"] for n in network.graph["nodes"] if n["type"] in NEURONS]
        self._first = "input" if _sees_events(network) else neurons[0]

    def __call__(self, name: str, values: Tensor) -> None:
        """An observer of `Network.forward`; a new batch begins with the first node that drives."""
        if name == self._first:
            self._batches.append(torch.zeros(values.shape[:2], dtype=torch.float64))
        for reach in self._reach.get(name, ()):
            active = (values != 0).double().cpu()
            self._batches[-1] += (active * reach).flatten(2).sum(2)

    def operations(self) -> Tensor:
        """Operations of every timestep and record, float64 [T,N]."""
        return torch.cat(self._batches, 1)


def dense_operations(network: Network) -> int:
    """Multiply-accumulates of the layers before the first neuron, once a record."""
    shapes, driven = network.description.shapes(), _driven(network)
    total = 0
    for node in network.graph["nodes"]:
        if node["type"] in SUMS and node["name"] not in driven:
            _, *window = network.description.tensors[node["weight"]]
            total += prod(shapes[node["name"]]) * prod(window)
    return total


def _sees_events(network: Network) -> bool:
    return network.graph["input"]["kind"] == "events"


def _driven(network: Network) -> set[str]:
    """The nodes that depend on a neuron's spikes, or on events."""
    found: set[str] = {"input"} if _sees_events(network) else set()
    for node in network.graph["nodes"]:
        if any(source in found or source in _neurons(network) for source in node["input"]):
            found.add(node["name"])
    return found


def _neurons(network: Network) -> set[str]:
    return {n["name"] for n in network.graph["nodes"] if n["type"] in NEURONS}


def _reach(network: Network) -> dict[str, list[Tensor]]:
    """By source of a driven layer: how many weights each of the source's values passes through."""
    shapes, driven = network.description.shapes(), _driven(network)
    found: dict[str, list[Tensor]] = {}
    for node in network.graph["nodes"]:
        if node["type"] in SUMS and node["name"] in driven:
            source = node["input"][0]
            found.setdefault(source, []).append(_weights(network, node, shapes))
    return found


def _weights(network: Network, node: dict, shapes: dict) -> Tensor:
    outputs, _, *kernel = network.description.tensors[node["weight"]]
    if node["type"] == "linear":
        return torch.full(shapes[node["input"][0]], float(outputs), dtype=torch.float64)
    height, width = shapes[node["input"][0]][1:]
    one = torch.zeros(1, 1, height, width, dtype=torch.float64, requires_grad=True)
    window = torch.ones(1, 1, *kernel, dtype=torch.float64)
    with torch.enable_grad():
        functional.conv2d(one, window, None, node["stride"], node["padding"]).sum().backward()
    return outputs * one.grad[0]
