"""What a spiking or output node computes from its sources, folded to weights and a bias."""

from dataclasses import dataclass
from math import prod

import numpy as np

SOURCES = ("input", "lif", "if", "max_pool", "avg_pool", "global_avg_pool", "flatten")


@dataclass(frozen=True)
class Affine:
    """Per output channel: weights of every connection, [O,...] in units of the source's counts,
    the constants of identity shortcuts [O], and the bias [O]."""

    weights: list[np.ndarray]
    identities: list[np.ndarray]
    bias: np.ndarray

    def times(self, gain: np.ndarray | float) -> "Affine":
        """Every value times its channel's gain."""
        gains = np.broadcast_to(gain, self.bias.shape)
        return Affine(
            [w * gains.reshape(-1, *[1] * (w.ndim - 1)) for w in self.weights],
            [identity * gains for identity in self.identities],
            self.bias * gains,
        )


class Folding:
    """Folds the nodes of a graph."""

    def __init__(self, graph: dict, tensors: dict[str, np.ndarray], shapes: dict[str, tuple]):
        """`tensors` are float64, by the graph's names; `shapes` are those of the nodes."""
        self._graph = graph
        self._nodes = {node["name"]: node for node in graph["nodes"]}
        self._tensors = tensors
        self._shapes = shapes

    def current(self, name: str) -> Affine:
        """The values of node `name` as an affine function of the counts of its sources."""
        node = self._nodes.get(name, {"type": "input"})
        kind = node["type"]
        if kind in SOURCES:
            channels = self._shapes[name][0]
            return Affine([], [np.full(channels, self.unit(name))], np.zeros(channels))
        if kind == "add":
            return self._sum([self.current(source) for source in node["input"]])
        if kind == "batch_norm":
            return self._normed(node)
        weight = self._tensors[node["weight"]]
        bias = self._tensors[node["bias"]] if "bias" in node else np.zeros(len(weight))
        return Affine([weight * self.unit(node["input"][0])], [], bias)

    def unit(self, name: str) -> float:
        """What one count of a source is worth: 1/std of the input, 1/area after average pooling."""
        if name == "input":
            return 1 / self._graph["input"]["std"][0]
        node = self._nodes[name]
        source = node["input"][0]
        if node["type"] == "avg_pool":
            return self.unit(source) / prod(node["kernel"])
        if node["type"] == "global_avg_pool":
            return self.unit(source) / prod(self._shapes[source][1:])
        return 1.0 if node["type"] in ("lif", "if") else self.unit(source)

    def _sum(self, parts: list[Affine]) -> Affine:
        weights = [w for part in parts for w in part.weights]
        identities = [i for part in parts for i in part.identities]
        return Affine(weights, identities, sum(part.bias for part in parts))

    def _normed(self, node: dict) -> Affine:
        weight, bias, mean, variance = (
            self._tensors[node[key]] for key in ("weight", "bias", "mean", "variance")
        )
        gain = weight / np.sqrt(variance + node["eps"])
        part = self.current(node["input"][0]).times(gain)
        return Affine(part.weights, part.identities, part.bias + bias - gain * mean)
