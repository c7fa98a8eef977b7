"""The network graph of Quantization/CHECKPOINT.md and the shapes that follow from it.

The graph is the only description of a network: the trainer executes it with trainable parameters
and writes it beside them, so the two cannot disagree.
"""

from dataclasses import dataclass
from math import prod

from .errors import UserError

Shape = tuple[int, ...]

NEURONS = ("lif", "if")
TENSOR_KEYS = ("weight", "bias", "mean", "variance")


@dataclass(frozen=True)
class Description:
    """A graph and the shapes of the tensors that it names."""

    graph: dict
    tensors: dict[str, Shape]

    def shapes(self) -> dict[str, Shape]:
        """The shape of one record's values at one timestep, by node name; "input" included."""
        known: dict[str, Shape] = {"input": tuple(self.graph["input"]["shape"])}
        for node in self.graph["nodes"]:
            known[node["name"]] = node_shape(node, known, self.tensors)
        return known

    def neuron_counts(self) -> dict[str, int]:
        """Neurons of every spiking node, in graph order."""
        known = self.shapes()
        spiking = [n["name"] for n in self.graph["nodes"] if n["type"] in NEURONS]
        return {name: prod(known[name]) for name in spiking}

    def parameter_count(self) -> int:
        """Values in all tensors, batch norm statistics included."""
        return sum(prod(shape) for shape in self.tensors.values())

    def session_bytes(self) -> int:
        """An upper estimate of the integer runtime's memory for one session, in bytes.

        int16 membranes, the first layer's current kept as int32, two copies of the bit-packed
        spikes, and an int32 current for the whole of the largest later layer.
        """
        counts = list(self.neuron_counts().values())
        later = max(counts[1:], default=0)
        return 2 * sum(counts) + 4 * counts[0] + 2 * (sum(counts) // 8) + 4 * later


def node_shape(node: dict, known: dict[str, Shape], tensors: dict[str, Shape]) -> Shape:
    """The shape of what `node` computes from nodes of `known` shape; UserError if it cannot."""
    missing = [name for name in node["input"] if name not in known]
    if missing:
        raise UserError(f"node {node['name']}: input {missing[0]} is not defined before it")
    inputs = [known[name] for name in node["input"]]
    kind = node["type"]
    if kind == "add":
        if len(set(inputs)) != 1:
            raise UserError(f"node {node['name']}: adds the shapes {inputs}")
        return inputs[0]
    if kind == "conv":
        outputs, _, *kernel = tensors[node["weight"]]
        return (outputs, *_windows(node, kernel, inputs[0]))
    if kind in ("max_pool", "avg_pool"):
        return (inputs[0][0], *_windows(node, node["kernel"], inputs[0]))
    if kind == "linear":
        return (tensors[node["weight"]][0],)
    if kind == "global_avg_pool":
        return (inputs[0][0], 1, 1)
    return (prod(inputs[0]),) if kind == "flatten" else inputs[0]


def _windows(node: dict, kernel: list[int], shape: Shape) -> Shape:
    """Height and width of what a convolution or pooling makes of [C,H,W], in floor mode."""
    size = zip(shape[1:], kernel, node["stride"], node.get("padding", [0, 0]), strict=True)
    return tuple((n + 2 * padding - k) // stride + 1 for n, k, stride, padding in size)
