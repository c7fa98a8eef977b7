"""A whole seeded network, made layer by layer in the order of its graph."""

from dataclasses import dataclass
from math import prod

import numpy as np

from ..errors import UserError
from ..graph import NEURONS, Description
from . import draw, spiking, sums
from .image import ImageBuilder
from .plan import Branch, Plan
from .spiking import STEP, Made, Search

LOGIT_SPREAD = 2.0
"""Standard deviation of the logits, over images and classes, at the last timestep."""


@dataclass(frozen=True)
class LayerReport:
    """A spiking layer's name, gain of its norms, and spikes per neuron and timestep."""

    name: str
    gain: float
    rate: float


class SeededNetwork:
    """Draws and tunes a network on `records`; then `tensors`, `image` and `layers` are there.

    `records` are uint8 images (N,H,W,C) or event frames (N,T,H,W,2). `answers` (N,) are the classes
    that the integer network gives them at the last timestep.
    """

    def __init__(self, description: Description, records: np.ndarray, rate: float, seed: int):
        """`rate`, 0 to 0.45: spikes per neuron and timestep that every spiking layer shall have."""
        self.graph, self.rate = description.graph, rate
        self.tensors: dict[str, np.ndarray] = {}
        self.layers: list[LayerReport] = []
        self._shapes, self._plan = description.tensors, Plan(description)
        self._generator = np.random.default_rng([seed, 0xA7])
        self._values = {"input": _integers(records, self.graph["input"])}
        self._scales = {"input": _input_scale(self.graph["input"])}
        self._extremes = {"input": _input_extreme(self.graph["input"])}
        self.image = ImageBuilder(self.graph, self._plan.shapes["logits"][0])
        for node in self.graph["nodes"]:
            self._make(node)
        self.tensors = {name: self.tensors[name] for name in description.tensors}

    def _make(self, node: dict) -> None:
        if node["type"] in NEURONS:
            self._spiking(node)
        elif "pool" in node["type"]:
            self._pool(node)
        elif node["name"] == self.graph["output"]["node"]:
            self._readout(node)

    def _spiking(self, node: dict) -> None:
        if node.get("compare", ">=") != ">=" or node.get("v_reset", 0) != 0:
            raise UserError(f'node {node["name"]}: seeded neurons have compare ">=" and v_reset 0')
        branches = self._plan.branches(node["input"][0])
        weighted = self._weighted([b for b in branches if b.weights])
        identities = [b.source for b in branches if not b.weights]
        extremes = [self._extremes[w.branch.source] for w in weighted]
        search = Search(node, weighted, spiking.bounds(weighted, extremes), _eps(branches))
        sources = [self._values[name] for name in identities]
        made = search.find(self.rate, self.graph["timesteps"], identities, sources)
        self._keep(node["name"], made)

    def _weighted(self, branches: list[Branch]) -> list[spiking.Weighted]:
        """Draws the branches; the unit of each output channel is filled by one of them."""
        shapes = [self._shapes[b.weights["weight"]] for b in branches]
        spreads = draw.spreads([prod(shape[1:]) for shape in shapes])
        weighted = [
            spiking.weighted_branch(b, self._generator, shape, spread)
            for b, shape, spread in zip(branches, shapes, spreads)
        ]
        draw.fill_range(weighted[spreads.index(max(spreads))].weights)
        for w in weighted:
            spiking.add_sums(w, self._values[w.branch.source])
        return weighted

    def _keep(self, name: str, made: Made) -> None:
        for weighted, mean in zip(made.weighted, made.means):
            branch = weighted.branch
            real = weighted.weights * STEP * self._scales[branch.source][:, None]
            self.tensors[branch.weights["weight"]] = real.transpose(3, 2, 0, 1)
            self.tensors[branch.norm["weight"]] = np.full(len(mean), made.gain)
            self.tensors[branch.norm["bias"]] = np.zeros(len(mean))
            self.tensors[branch.norm["mean"]] = mean
            self.tensors[branch.norm["variance"]] = made.variance
        self.layers.append(LayerReport(name, made.gain, made.rate))
        self.image.spiking(name, made)
        self._carry(name, made.spikes.astype(np.int32), scale=1.0, extreme=1)

    def _pool(self, node: dict) -> None:
        (source,) = node["input"]
        values, largest = self._values[source], node["type"] == "max_pool"
        size = list(values.shape[2:4])
        kernel, stride = node.get("kernel", size), node.get("stride", size)
        pooled = sums.pooled(values, kernel, stride, largest)
        area = 1 if largest else prod(kernel)
        scale, extreme = self._scales[source][0] * area, self._extremes[source][0] * area
        self.image.pool(node["name"], source, largest, (*kernel, *stride, 0, 0), pooled.shape[2:])
        self._carry(node["name"], pooled, scale, extreme)

    def _carry(self, name: str, values: np.ndarray, scale: float, extreme: int) -> None:
        channels = values.shape[-1]
        self._values[name] = values
        self._scales[name] = np.full(channels, scale)
        self._extremes[name] = np.full(channels, extreme)

    def _readout(self, node: dict) -> None:
        """Logits of LOGIT_SPREAD at the last timestep, centred on the records for every class."""
        source = self._plan.carrier(node["input"][0])
        values = self._values[source]
        classes = self._shapes[node["weight"]][0]
        weights = draw.weights(self._generator, (prod(values.shape[2:]), classes), draw.SPREAD)
        draw.fill_range(weights)
        logits = sums.full(values, weights).reshape(*values.shape[:2], classes)
        bias = -np.rint(logits.mean(axis=(0, 1))).astype(np.int64)
        y = (logits + bias).mean(axis=1)
        unit = LOGIT_SPREAD / max(float(y.std()), 1.0)
        self.answers = y.argmax(axis=1)
        self._keep_readout(node, weights, bias, unit, values.shape[2:], self._scales[source][0])
        self.image.readout(source, weights, bias, unit)

    def _keep_readout(
        self, node: dict, weights: np.ndarray, bias: np.ndarray, unit: float, shape: tuple,
        scale: float,
    ) -> None:  # fmt: skip
        real = (weights * unit * scale).reshape(*shape, -1)
        self.tensors[node["weight"]] = real.transpose(3, 2, 0, 1).reshape(real.shape[3], -1)
        self.tensors[node["bias"]] = bias * unit


def _integers(records: np.ndarray, source: dict) -> np.ndarray:
    """Rules I1 and I3: values (N,T,H,W,C), T = 1 for images."""
    values = records.astype(np.int32)
    return values if source["kind"] == "events" else (values - np.int32(source["mean"]))[:, None]


def _input_scale(source: dict) -> np.ndarray:
    """What float weights are multiplied by to read the input's integers, per plane."""
    return np.array(source.get("std", [1.0] * source["shape"][0]))


def _input_extreme(source: dict) -> np.ndarray:
    """The greatest size of the input's integers per plane."""
    if source["kind"] == "events":
        return np.full(source["shape"][0], 255)
    mean = np.array(source["mean"], dtype=np.int64)
    return np.maximum(mean, 255 - mean)


def _eps(branches: list[Branch]) -> float:
    return next(b.norm["eps"] for b in branches if b.norm)
