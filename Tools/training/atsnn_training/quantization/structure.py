"""What the integers of a folded graph depend on: owners, divisors, charge; no parameters."""

from dataclasses import dataclass
from math import prod

import torch
from atsnn_networks.errors import UserError
from atsnn_networks.graph import NEURONS, Description
from atsnn_networks.seeding.units import Leak
from torch import Tensor

from .folding import SUMS


@dataclass(frozen=True)
class Owner:
    """A spiking node, or the output node (whose `node` is None): it owns what is summed into it.

    `layers` are its convolutions and linear nodes, `identities` the nodes whose counts it adds as
    they are. `leak` has the charge factor; `threshold` is above rest, in the float network's units.
    """

    name: str
    node: dict | None
    layers: list[dict]
    identities: list[str]
    leak: Leak
    threshold: float

    @property
    def charge(self) -> float:
        """The factor 1/tau on what charges the membrane; 1 for the read-out."""
        return self.leak.charge


class Structure:
    """Owners by name in graph order, and what every node's counts are multiples of."""

    def __init__(self, description: Description):
        """Of a graph without batch norm; UserError for what fake quantization does not know."""
        self.graph = description.graph
        self.shapes = description.shapes()
        self.nodes = {node["name"]: node for node in self.graph["nodes"]}
        _check(self.graph)
        means = torch.tensor(self.graph["input"].get("mean", [0.0]), dtype=torch.float64)
        self.zero_points = (means + 0.5).floor()
        self.fractions = means - self.zero_points
        """What whole zero points leave of the input's means, [C] or [1], float64."""
        self.owners: dict[str, Owner] = {}
        for node in self.graph["nodes"]:
            if node["type"] in NEURONS:
                self._add(node["name"], node, Leak.of(node), node["input"])
        output = self.graph["output"]["node"]
        self._add(output, None, Leak(0, 0, 1.0), [output])
        layers = [layer["name"] for owner in self.owners.values() for layer in owner.layers]
        if len(set(layers)) != len(layers):
            raise UserError("a layer that feeds two neurons cannot be trained as integers")

    def divisors(self, name: str) -> Tensor:
        """What the counts of node `name` are divided by in the float network: [C] or [1], float64.

        Standard deviations of the input's planes; areas of average pooling.
        """
        if name == "input":
            return torch.tensor(self.graph["input"].get("std", [1.0]), dtype=torch.float64)
        node = self.nodes[name]
        if node["type"] in NEURONS:
            return torch.ones(1, dtype=torch.float64)
        before = node["input"][0]
        return self.divisors(before) * self._area(node, self.shapes[before])

    def layer_divisors(self, layer: dict) -> Tensor:
        """The divisors of a layer's source, to broadcast against its weight."""
        return self._spread(layer, self.divisors(layer["input"][0]))

    def layer_fractions(self, layer: dict) -> Tensor | None:
        """The input's fractions likewise; None for a layer that reads no image, or whole means."""
        source = layer["input"][0]
        while source != "input" and self.nodes[source]["type"] == "flatten":
            source = self.nodes[source]["input"][0]
        if source != "input" or not self.fractions.any():
            return None
        return self._spread(layer, self.fractions)

    def greatest_count(self, name: str) -> int:
        """Rule T3: no element of node `name` is larger; of an image, no |pixel - zero point|."""
        if name == "input":
            return int(torch.maximum(self.zero_points, 255 - self.zero_points).max())
        node = self.nodes[name]
        if node["type"] in NEURONS:
            return 1
        before = node["input"][0]
        return self.greatest_count(before) * self._area(node, self.shapes[before])

    def _spread(self, layer: dict, each: Tensor) -> Tensor:
        """A number per channel of a layer's source, to broadcast against the layer's weight."""
        if layer["type"] == "conv":
            return each.view(1, -1, 1, 1)
        features = prod(self.shapes[layer["input"][0]])
        return each.repeat_interleave(features // len(each)).view(1, -1)

    def _area(self, node: dict, shape: tuple[int, ...]) -> int:
        if node["type"] == "avg_pool":
            return prod(node["kernel"])
        return prod(shape[1:]) if node["type"] == "global_avg_pool" else 1

    def _add(self, name: str, node: dict | None, leak: Leak, inputs: list[str]) -> None:
        layers, identities = [], []
        pending = list(inputs)
        while pending:
            source = pending.pop(0)
            kind = self.nodes[source]["type"] if source in self.nodes else "input"
            if kind in SUMS:
                layers.append(self.nodes[source])
            elif kind == "add":
                pending += self.nodes[source]["input"]
            else:
                identities.append(source)
        threshold = 1.0 if node is None else node["threshold"] - node.get("v_reset", 0.0)
        self.owners[name] = Owner(name, node, layers, identities, leak, float(threshold))


def _check(graph: dict) -> None:
    if any(node.get("compare", ">=") != ">=" for node in graph["nodes"]):
        raise UserError("a neuron that fires above its threshold: only >= is trained")
