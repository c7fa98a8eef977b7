"""Building a graph node by node; each method appends one and returns its name."""

from math import prod

from .graph import Description, Shape, node_shape


class GraphBuilder:
    """Collects nodes and the shapes of their tensors, which are called NODE.KEY."""

    def __init__(self, name: str, timesteps: int, network_input: dict):
        """`network_input` is the graph's `input` object."""
        self._graph = {
            "format": 1,
            "name": name,
            "timesteps": timesteps,
            "input": network_input,
            "nodes": [],
        }
        self._tensors: dict[str, Shape] = {}
        self._shapes: dict[str, Shape] = {"input": tuple(network_input["shape"])}

    def add(self, kind: str, name: str, *inputs: str, **keys) -> str:
        """A node of type `kind` with any further `keys`."""
        node = {"name": name, "type": kind, "input": list(inputs), **keys}
        self._shapes[name] = node_shape(node, self._shapes, self._tensors)
        self._graph["nodes"].append(node)
        return name

    def shape(self, name: str) -> Shape:
        """The shape of one record's values at node `name`."""
        return self._shapes[name]

    def conv(
        self, name: str, source: str, outputs: int, kernel: int = 3, stride: int = 1, bias=False
    ) -> str:
        """A square convolution of odd size that keeps height and width at stride 1."""
        channels = self._shapes[source][0]
        tensors = self._tensors_of(
            name, weight=(outputs, channels, kernel, kernel), bias=(outputs,) if bias else None
        )
        padding = [kernel // 2] * 2
        return self.add("conv", name, source, **tensors, stride=[stride] * 2, padding=padding)

    def linear(self, name: str, source: str, outputs: int, bias: bool = True) -> str:
        """A fully connected layer with `outputs` values."""
        weight = (outputs, prod(self._shapes[source]))
        tensors = self._tensors_of(name, weight=weight, bias=(outputs,) if bias else None)
        return self.add("linear", name, source, **tensors)

    def batch_norm(self, name: str, source: str, eps: float = 1e-5) -> str:
        """Batch norm over the channels of `source`."""
        channels = self._shapes[source][:1]
        keys = dict.fromkeys(("weight", "bias", "mean", "variance"), channels)
        return self.add("batch_norm", name, source, **self._tensors_of(name, **keys), eps=eps)

    def pool(self, kind: str, name: str, source: str, size: int) -> str:
        """A square `max_pool` or `avg_pool` whose windows do not overlap."""
        window = [size] * 2
        return self.add(kind, name, source, kernel=window, stride=window, padding=[0, 0])

    def neuron(self, name: str, source: str, keys: dict) -> str:
        """A neuron node; `keys` are those of CHECKPOINT.md, with its `type` "lif" or "if"."""
        rest = {key: value for key, value in keys.items() if key != "type"}
        return self.add(keys["type"], name, source, **rest)

    def finish(self, output: str, representation: dict) -> Description:
        """The description with node `output` as logits, read out as `representation`."""
        self._graph["output"] = {
            "node": output,
            "neuron": {"type": "none"},
            "representation": representation,
        }
        return Description(self._graph, self._tensors)

    def _tensors_of(self, name: str, **shapes: Shape | None) -> dict[str, str]:
        present = {key: shape for key, shape in shapes.items() if shape is not None}
        self._tensors.update({f"{name}.{key}": shape for key, shape in present.items()})
        return {key: f"{name}.{key}" for key in present}
