"""The CNN of the same shape as int8 ONNX: ReLU in place of the neuron, one pass."""

from pathlib import Path

from .. import chain as chains
from ..observe import Observed
from .onnx_graph import OnnxGraph


def write(path: Path, chain: chains.Chain, seen: Observed, image_unit: tuple[float, int]) -> None:
    """The image in, the logits out; the linear layer is float."""
    builder = _Builder(seen)
    graph = builder.graph
    value = graph.through_u8(graph.input("image", (1, *chain.shape)), *image_unit)
    logits = builder.walk(chain.layers, value, image_unit)
    graph.output("logits", logits, (1, len(chain.layers[-1].bias)))
    graph.save(path)


class _Builder:
    def __init__(self, seen: Observed):
        self.graph, self.seen, self.place = OnnxGraph(), seen, -1

    def walk(self, layers: tuple, value: str, unit: tuple[float, int]) -> str:
        """The values of some layers of a source that is u8 of `unit`."""
        for layer in layers:
            if isinstance(layer, chains.Convolution):
                value = self.graph.convolution(value, unit[0], layer)
            elif isinstance(layer, chains.Sum):
                value = self.graph.sum(
                    [
                        self.walk(b, value, unit) if b else self.graph.scaled(value, layer.gain)
                        for b in layer.branches
                    ]
                )
            elif isinstance(layer, chains.Neuron):
                self.place += 1
                unit = (max(self.seen.relu[self.place], 1e-6) / 255, 0)
                value = self.graph.through_u8(self.graph.add("Relu", value), *unit)
            elif isinstance(layer, chains.Pool):
                value = self.graph.through_u8(self.graph.pool(value, layer), *unit)
            else:
                value = self.graph.linear(value, layer)
        return value
