"""Sizes of a network: multiply-accumulates, parameters, neurons."""

from math import prod

from .graph import Description


def multiply_accumulates(description: Description) -> dict[str, int]:
    """Dense multiply-accumulates of one timestep per convolution and linear node, in graph order.

    Taps on padding count: outputs x inputs x kernel area at every output pixel.
    """
    shapes, counts = description.shapes(), {}
    for node in description.graph["nodes"]:
        if node["type"] in ("conv", "linear"):
            pixels = prod(shapes[node["name"]][1:])
            counts[node["name"]] = pixels * prod(description.tensors[node["weight"]])
    return counts


def trained_parameters(description: Description) -> int:
    """Parameters that training changes: all tensors but the statistics of batch norm."""
    nodes = description.graph["nodes"]
    statistics = {node[key] for node in nodes for key in ("mean", "variance") if key in node}
    return sum(prod(s) for name, s in description.tensors.items() if name not in statistics)


def sizes(description: Description) -> dict[str, int]:
    """`multiply_accumulates` of one timestep, `parameters` that training changes, and `neurons`."""
    return {
        "multiply_accumulates": sum(multiply_accumulates(description).values()),
        "parameters": trained_parameters(description),
        "neurons": sum(description.neuron_counts().values()),
    }
