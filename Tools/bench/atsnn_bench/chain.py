"""A checkpoint as a chain of layers, batch norm and the neuron's charge factor folded in.

Residual blocks are a layer of it: a sum of branches, each a chain of its own.

The peers' graphs are built from it, so all of them hold the same float network.
"""

from dataclasses import dataclass, replace
from math import prod
from pathlib import Path

import numpy as np
from atsnn_networks import safetensors


class NotAChain(ValueError):
    """The network has a node that the peers' graphs do not have; the text says which."""


@dataclass(frozen=True)
class Convolution:
    """Makes the current of the neuron that follows; `weight` (O,I,Kh,Kw), `bias` (O,)."""

    weight: np.ndarray
    bias: np.ndarray
    stride: tuple[int, int]
    padding: tuple[int, int]
    outputs: tuple[int, int, int]
    inputs: tuple[int, int, int]


@dataclass(frozen=True)
class Neuron:
    """u = retain * u + current; a spike where u >= threshold; then u = 0, or u - threshold."""

    name: str
    retain: float
    threshold: float
    soft: bool


@dataclass(frozen=True)
class Pool:
    """`kind` is "max" or "avg"; no padding."""

    kind: str
    kernel: tuple[int, int]
    stride: tuple[int, int]


@dataclass(frozen=True)
class Sum:
    """The sum of its branches' currents, of one source; an empty branch is the source * `gain`."""

    branches: tuple[tuple, ...]
    gain: float


@dataclass(frozen=True)
class Linear:
    """The timestep's logits from the flattened values (C,H,W order); `weight` (K,J)."""

    weight: np.ndarray
    bias: np.ndarray


@dataclass(frozen=True)
class Chain:
    """Layers in order, the last one Linear; logits are read out as their running mean."""

    graph: dict
    layers: tuple

    @property
    def shape(self) -> tuple[int, int, int]:
        """Channels, height and width of the input."""
        return tuple(self.graph["input"]["shape"])

    @property
    def timesteps(self) -> int:
        """Trained timesteps T."""
        return self.graph["timesteps"]

    @property
    def convolutions(self) -> list[Convolution]:
        """All convolutions, a sum's branch by branch."""
        return _convolutions(self.layers)

    @property
    def events(self) -> bool:
        """Whether the input is a frame of counts a timestep."""
        return self.graph["input"]["kind"] == "events"

    def normalised(self, images: np.ndarray) -> np.ndarray:
        """What the network was trained on, float32: (N,C,H,W) of images (N,H,W,C) uint8, or
        (N,T,C,H,W) of frames (N,T,H,W,C).
        """
        if self.events:
            return np.ascontiguousarray(images.transpose(0, 1, 4, 2, 3), dtype=np.float32)
        source = self.graph["input"]
        values = (images - np.array(source["mean"])) / np.array(source["std"])
        return np.ascontiguousarray(values.transpose(0, 3, 1, 2), dtype=np.float32)


def _convolutions(layers: tuple) -> list[Convolution]:
    found = []
    for layer in layers:
        if isinstance(layer, Convolution):
            found.append(layer)
        elif isinstance(layer, Sum):
            found += [each for branch in layer.branches for each in _convolutions(branch)]
    return found


def read(path: Path) -> Chain:
    """The chain of a checkpoint; NotAChain where it is none."""
    graph, tensors = safetensors.load(path)
    return _Reader(graph, tensors).chain()


class _Reader:
    def __init__(self, graph: dict, tensors: dict[str, np.ndarray]):
        self.graph, self.tensors = graph, {k: v.astype(np.float64) for k, v in tensors.items()}
        self.shape = tuple(graph["input"]["shape"])
        self.layers: list = []
        self.nodes = {node["name"]: node for node in graph["nodes"]}
        self.paths: dict[str, list[str]] = {}

    def chain(self) -> Chain:
        output = self.graph["output"]
        if (output["neuron"]["type"], output["representation"]["type"]) != ("none", "mean"):
            raise NotAChain("a read-out other than the running mean of the logits")
        self._follow("input", output["node"])
        return Chain(self.graph, tuple(self.layers))

    def _follow(self, source: str, end: str) -> None:
        """Appends the layers of the nodes behind `source` up to `end`."""
        path = self._path(end)
        for name in reversed(path[: path.index(source)]):
            node = self.nodes[name]
            make = getattr(self, f"_{node['type']}", None)
            if make is None:
                raise NotAChain(f"a node of type {node['type']}")
            make(node)

    def _path(self, name: str) -> list[str]:
        """A node and those before it, back to the input; of a sum only where its branches meet."""
        if name not in self.paths:
            before = [] if name == "input" else self._path(self._source(self.nodes[name]))
            self.paths[name] = [name, *before]
        return self.paths[name]

    def _source(self, node: dict) -> str:
        """What a node follows: of a sum the last node that all of its branches follow."""
        first, *others = [self._path(name) for name in node["input"]]
        return next(name for name in first if all(name in other for other in others))

    def _add(self, node: dict) -> None:
        before, shape, source = self.layers, self.shape, self._source(node)
        branches = []
        for end in node["input"]:
            self.layers, self.shape = [], shape
            self._follow(source, end)
            if self.layers and not isinstance(self.layers[-1], Convolution):
                raise NotAChain(f"node {node['name']} adds what is no convolution")
            branches.append(tuple(self.layers))
        self.layers, self.shape = [*before, Sum(tuple(branches), 1.0)], shape
        self.shape = _convolutions(self.layers)[-1].outputs

    def _conv(self, node: dict) -> None:
        weight = self.tensors[node["weight"]]
        bias = self.tensors[node["bias"]] if "bias" in node else np.zeros(len(weight))
        stride, padding = tuple(node["stride"]), tuple(node["padding"])
        size = [
            (s + 2 * p - k) // d + 1
            for s, k, d, p in zip(self.shape[1:], weight.shape[2:], stride, padding)
        ]
        outputs, inputs = (len(weight), *size), self.shape
        self.layers.append(Convolution(weight, bias, stride, padding, outputs, inputs))
        self.shape = outputs

    def _batch_norm(self, node: dict) -> None:
        gain, shift, mean, variance = (
            self.tensors[node[key]] for key in ("weight", "bias", "mean", "variance")
        )
        if not (self.layers and isinstance(self.layers[-1], Convolution)):
            raise NotAChain("a batch norm that follows no convolution")
        factor = gain / np.sqrt(variance + node["eps"])
        bias = (self.layers[-1].bias - mean) * factor + shift
        self._fold(self.layers[-1].weight * factor[:, None, None, None], bias)

    def _fold(self, weight: np.ndarray, bias: np.ndarray) -> None:
        self.layers[-1] = replace(self.layers[-1], weight=weight, bias=bias)

    def _charged(self, layer: Convolution | Sum, charge: float) -> Convolution | Sum:
        """A layer whose currents are `charge` times as large."""
        if isinstance(layer, Convolution):
            return replace(layer, weight=layer.weight * charge, bias=layer.bias * charge)
        if not isinstance(layer, Sum):
            raise NotAChain("a neuron that follows no convolution")
        branches = (b and (*b[:-1], self._charged(b[-1], charge)) for b in layer.branches)
        return Sum(tuple(branches), layer.gain * charge)

    def _lif(self, node: dict) -> None:
        self._neuron(node, 1 - 1 / node["tau"], 1 / node["tau"] if node["decay_input"] else 1.0)

    def _if(self, node: dict) -> None:
        self._neuron(node, 1.0, 1.0)

    def _neuron(self, node: dict, retain: float, charge: float) -> None:
        if node["reset"] == "hard" and node.get("v_reset", 0) != 0:
            raise NotAChain("a reset to another value than 0")
        self.layers[-1] = self._charged(self.layers[-1], charge)
        threshold = np.float32(node["threshold"])
        if node["compare"] == ">":
            threshold = np.nextafter(threshold, np.float32(np.inf))
        soft = node["reset"] == "soft"
        self.layers.append(Neuron(node["name"], retain, float(threshold), soft))

    def _max_pool(self, node: dict) -> None:
        self._pool("max", node)

    def _avg_pool(self, node: dict) -> None:
        self._pool("avg", node)

    def _pool(self, kind: str, node: dict) -> None:
        if any(node.get("padding", [0, 0])):
            raise NotAChain("a pooling with padding")
        kernel, stride = tuple(node["kernel"]), tuple(node["stride"])
        self.layers.append(Pool(kind, kernel, stride))
        size = [(s - k) // d + 1 for s, k, d in zip(self.shape[1:], kernel, stride)]
        self.shape = (self.shape[0], *size)

    def _global_avg_pool(self, node: dict) -> None:
        self.layers.append(Pool("avg", self.shape[1:], self.shape[1:]))
        self.shape = (self.shape[0], 1, 1)

    def _flatten(self, node: dict) -> None:
        self.shape = (prod(self.shape),)

    def _linear(self, node: dict) -> None:
        weight = self.tensors[node["weight"]]
        bias = self.tensors[node["bias"]] if "bias" in node else np.zeros(len(weight))
        self.layers.append(Linear(weight, bias))
