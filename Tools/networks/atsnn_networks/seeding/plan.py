"""What a neuron or the output sums: its branches down to what carries integers."""

from dataclasses import dataclass

from ..errors import UserError
from ..graph import NEURONS, Description

CARRIERS = (*NEURONS, "max_pool", "avg_pool", "global_avg_pool")


@dataclass(frozen=True)
class Branch:
    """One source of a sum: its node, the `conv` or `linear` node (None: identity), its norm."""

    source: str
    weights: dict | None
    norm: dict | None


class Plan:
    """Looks into a graph."""

    def __init__(self, description: Description):
        """A plan of `description`'s graph."""
        self.graph = description.graph
        self.shapes = description.shapes()
        self.nodes = {node["name"]: node for node in self.graph["nodes"]}

    def branches(self, name: str) -> list[Branch]:
        """The branches of the current that node `name` makes; UserError for other structures."""
        node = self.nodes.get(name)
        if node is None or node["type"] in CARRIERS:
            return [Branch(name, None, None)]
        if node["type"] == "add":
            return [branch for source in node["input"] for branch in self.branches(source)]
        if node["type"] in ("conv", "linear"):
            return [Branch(self.carrier(node["input"][0]), node, None)]
        if node["type"] == "batch_norm" and self.nodes[node["input"][0]]["type"] == "conv":
            (inner,) = self.branches(node["input"][0])
            return [Branch(inner.source, inner.weights, node)]
        raise UserError(f"node {name}: {node['type']} cannot stand here in a seeded network")

    def carrier(self, name: str) -> str:
        """`name` before any flatten."""
        node = self.nodes.get(name, {"type": "input"})
        return self.carrier(node["input"][0]) if node["type"] == "flatten" else name
