"""The spiking network as int8 ONNX: one timestep with states, or all timesteps merged.

Convolutions are u8 x s8 with currents rounded to u8; spikes stand at a scale of 1 / window size, so
spikes and averages of spikes are exact. Neurons and the linear layer are float.
"""

from math import prod
from pathlib import Path

import numpy as np

from .. import chain as chains
from ..observe import Observed
from .onnx_graph import OnnxGraph

CURRENT_ZERO = 128
SPIKE_LEVELS = 4


class _Builder:
    """What both forms share: the walk along the chain."""

    def __init__(self, chain: chains.Chain, seen: Observed, image_unit: tuple[float, int]):
        self.chain, self.seen, self.image_unit = chain, seen, image_unit
        self.graph = OnnxGraph()
        self.place, self.size = -1, ()

    def logits(self) -> str:
        """Walks the chain from the image to the timestep's logits."""
        value = self.graph.input("image", (self.images(), *self.chain.shape))
        value = self.graph.through_u8(value, *self.image_unit)
        return self._walk(self.chain.layers, value, self.image_unit)

    def _walk(self, layers: tuple, value: str, unit: tuple[float, int]) -> str:
        """The values of some layers of a source that is u8 of `unit`."""
        for layer, after in zip(layers, [*layers[1:], None]):
            if isinstance(layer, chains.Convolution):
                value = self._current(layer, value, unit)
            elif isinstance(layer, chains.Sum):
                parts = [self._branch(branch, layer.gain, value, unit) for branch in layer.branches]
                value = self.graph.sum(parts)
            elif isinstance(layer, chains.Neuron):
                value = self.neuron(value, layer, self.size, first=self.place == 0)
                unit = (1 / SPIKE_LEVELS, 0)
                if not isinstance(after, chains.Pool):
                    value = self.graph.through_u8(value, *unit)
            elif isinstance(layer, chains.Pool):
                unit, value = self._pool(layer, value, unit)
            else:
                value = self.graph.linear(value, layer)
        return value

    def _current(self, layer: chains.Convolution, value: str, unit: tuple[float, int]) -> str:
        self.place, self.size = self.place + 1, (1, *layer.outputs)
        value = self.graph.convolution(value, unit[0], layer)
        scale = max(self.seen.currents[self.place], 1e-6) / 127
        return self.graph.through_u8(value, scale, CURRENT_ZERO)

    def _branch(self, branch: tuple, gain: float, value: str, unit: tuple[float, int]) -> str:
        return self._walk(branch, value, unit) if branch else self.graph.scaled(value, gain)

    def images(self) -> int:
        """What the graph takes in one call: images, or frames."""
        return 1

    def _pool(self, layer: chains.Pool, value: str, unit: tuple) -> tuple[tuple, str]:
        value = self.graph.pool(value, layer)
        if layer.kind == "avg":
            unit = (unit[0] * SPIKE_LEVELS / max(SPIKE_LEVELS, prod(layer.kernel)), 0)
        return unit, self.graph.through_u8(value, *unit)

    def fire(self, layer: chains.Neuron, potential: str) -> tuple[str, str]:
        """Spikes and the potential after the reset."""
        fires = self.graph.add("GreaterOrEqual", potential, self.graph.real(layer.threshold))
        spikes = self.graph.add("Cast", fires, to=1)
        if layer.soft:
            drop = self.graph.add("Mul", spikes, self.graph.real(layer.threshold))
            return spikes, self.graph.add("Sub", potential, drop)
        return spikes, self.graph.add("Where", fires, self.graph.real(0), potential)

    def charge(self, layer: chains.Neuron, potential: str, current: str) -> str:
        """The potential before the comparison."""
        kept = self.graph.add("Mul", potential, self.graph.real(layer.retain))
        return self.graph.add("Add", kept, current)

    def neuron(self, value: str, layer: chains.Neuron, size: tuple, first: bool) -> str:
        raise NotImplementedError


class _Step(_Builder):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.states: list[tuple[str, str, tuple]] = []

    def neuron(self, value: str, layer: chains.Neuron, size: tuple, first: bool) -> str:
        name = f"before_{layer.name}"
        potential = self.charge(layer, self.graph.input(name, size), value)
        spikes, after = self.fire(layer, potential)
        self.states.append((f"after_{layer.name}", after, size))
        return spikes


class _Merged(_Builder):
    def images(self) -> int:
        return self.chain.timesteps if self.chain.events else 1

    def neuron(self, value: str, layer: chains.Neuron, size: tuple, first: bool) -> str:
        steps = self.chain.timesteps
        currents = [value] * steps
        if not first or self.chain.events:
            parts = self.graph.constant(np.ones(steps, np.int64))
            currents = self.graph.add("Split", value, parts, count=steps, axis=0)
        spikes, potential = [], None
        for current in currents:
            potential = self.charge(layer, potential, current) if potential else current
            fired, potential = self.fire(layer, potential)
            spikes.append(fired)
        return self.graph.add("Concat", *spikes, axis=0)


def write_step(
    path: Path, chain: chains.Chain, seen: Observed, image_unit: tuple[float, int]
) -> None:
    """One timestep: image or frame and every neuron's state in, the logits and the states out."""
    builder = _Step(chain, seen, image_unit)
    logits = builder.logits()
    builder.graph.output("logits", logits, (1, len(chain.layers[-1].bias)))
    for name, value, size in builder.states:
        builder.graph.output(name, value, size)
    builder.graph.save(path)


def write_merged(
    path: Path, chain: chains.Chain, seen: Observed, image_unit: tuple[float, int]
) -> None:
    """All timesteps: the image, or all frames, in, the mean logits out."""
    builder = _Merged(chain, seen, image_unit)
    mean = builder.graph.add("ReduceMean", builder.logits(), axes=[0], keepdims=1)
    builder.graph.output("readout", mean, (1, len(chain.layers[-1].bias)))
    builder.graph.save(path)
