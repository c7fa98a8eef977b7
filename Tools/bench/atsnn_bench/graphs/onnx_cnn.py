"""The CNN of the same shape as int8 ONNX: ReLU in place of the neuron, one pass."""

from pathlib import Path

from .. import chain as chains
from ..observe import Observed
from .onnx_graph import OnnxGraph


def write(path: Path, chain: chains.Chain, seen: Observed, image_unit: tuple[float, int]) -> None:
    """The image in, the logits out; the linear layer is float."""
    graph, unit, place = OnnxGraph(), image_unit, -1
    value = graph.through_u8(graph.input("image", (1, *chain.shape)), *unit)
    for layer in chain.layers:
        if isinstance(layer, chains.Convolution):
            value = graph.convolution(value, unit[0], layer)
        elif isinstance(layer, chains.Neuron):
            place += 1
            unit = (max(seen.relu[place], 1e-6) / 255, 0)
            value = graph.through_u8(graph.add("Relu", value), *unit)
        elif isinstance(layer, chains.Pool):
            value = graph.through_u8(graph.pool(value, layer), *unit)
        else:
            value = graph.linear(value, layer)
    graph.output("logits", value, (1, len(chain.layers[-1].bias)))
    graph.save(path)
