"""A torch module that executes a graph of Quantization/CHECKPOINT.md with trainable parameters."""

from collections.abc import Callable

import torch
from atsnn_networks.graph import NEURONS, TENSOR_KEYS, Description, Shape
from spikingjelly.activation_based import functional as spiking
from spikingjelly.activation_based import neuron, surrogate
from torch import Tensor, nn

from .neurons import Dynamics, RectangleNode

Observer = Callable[[str, Tensor], None]
MODULE_NAMES = {"mean": "running_mean", "variance": "running_var"}


class Network(nn.Module):
    """Executes a graph; values between nodes are [T,N,...], or [1,N,...] while they are the same
    at every timestep.

    What lies before the first neuron of an image network is therefore computed once a batch (direct
    coding). `timesteps` may be set below the graph's to run fewer.
    """

    def __init__(self, description: Description, surrogate_width: float | None = None):
        """Parameters start from torch's defaults; `checkpoint.load` replaces them.

        The surrogate is SpikingJelly's arctangent, or a rectangle of `surrogate_width`.
        """
        super().__init__()
        self.description = description
        self.graph = description.graph
        self.timesteps: int = self.graph["timesteps"]
        self.layers = nn.ModuleDict(
            {
                node["name"]: _layer(node, description.tensors, surrogate_width)
                for node in self.graph["nodes"]
            }
        )

    def forward(
        self, frames: Tensor, observe: Observer | None = None, keep_membranes: bool = False
    ) -> Tensor:
        """Logits z of every timestep, [T,N,K].

        `frames` is [N,C,H,W] for images, already normalised, or [T,N,C,H,W] for events, of which
        the first `timesteps` are run. `observe` is called with every node's name and values.
        `keep_membranes` goes on from the membranes
        of the call before, so that a network can be run timestep by timestep.
        """
        if not keep_membranes:
            spiking.reset_net(self)
        events = frames.dim() == 5
        values = {"input": frames[: self.timesteps] if events else frames.unsqueeze(0)}
        if observe is not None:
            observe("input", values["input"])
        for node in self.graph["nodes"]:
            name = node["name"]
            result = self._execute(node, [values[i] for i in node["input"]])
            values[name] = result
            if observe is not None:
                observe(name, result)
        return self._every_timestep(values[self.graph["output"]["node"]])

    def read_out(self, logits: Tensor, output: dict | None = None) -> Tensor:
        """The representation y [T,N,K] of its logits, by `output` in place of the graph's own."""
        return read_out({"output": output or self.graph["output"]}, logits)

    def set_smooth(self, smooth: bool) -> None:
        """Makes every spiking node answer with the ramp whose slope is its surrogate, or spike."""
        for layer in self.layers.values():
            if isinstance(layer, RectangleNode):
                layer.smooth = smooth

    def set_norm_gain(self, gain: float) -> None:
        """Starts every batch norm from this weight.

        Neurons that scale their input by 1/tau fire on 2 % of unit-variance currents when tau and
        threshold are 2 and 1; a gain of 2 lets one in six fire, and training starts far sooner.
        """
        for layer in self.layers.values():
            if isinstance(layer, BatchNorm):
                nn.init.constant_(layer.weight, gain)

    def tensors(self) -> dict[str, Tensor]:
        """The parameters and batch norm statistics by the names that the graph gives them."""
        found = {}
        for node in self.graph["nodes"]:
            layer = self.layers[node["name"]]
            for key in TENSOR_KEYS:
                if key in node:
                    found[node[key]] = getattr(layer, MODULE_NAMES.get(key, key))
        return found

    def _execute(self, node: dict, inputs: list[Tensor]) -> Tensor:
        layer = self.layers[node["name"]]
        if node["type"] == "add":
            return sum(inputs[1:], start=inputs[0])
        if node["type"] in NEURONS:
            currents = self._every_timestep(inputs[0])
            if isinstance(layer, RectangleNode):
                return layer(currents)
            return layer(at_least_float32(currents))
        flat = layer(inputs[0].flatten(0, 1))
        return flat.unflatten(0, inputs[0].shape[:2])

    def _every_timestep(self, values: Tensor) -> Tensor:
        return values.expand(self.timesteps, *values.shape[1:])


def read_out(graph: dict, logits: Tensor) -> Tensor:
    """The representation y of every timestep, [T,N,K], from the logits z [T,N,K]."""
    values = _output_neuron(graph["output"]["neuron"], logits)
    representation = graph["output"]["representation"]
    kind = representation["type"]
    if kind == "last":
        return values
    if kind == "sum":
        return values.cumsum(0)
    weights = representation["weights"] if kind == "weighted" else [1.0] * len(values)
    w = torch.tensor(weights[: len(values)], dtype=values.dtype, device=values.device).view(
        -1, 1, 1
    )
    return (w * values).cumsum(0) / w.cumsum(0)


def _output_neuron(description: dict, logits: Tensor) -> Tensor:
    if description["type"] == "none":
        return logits
    if description["type"] == "integrator":
        return logits.cumsum(0)
    values = [logits[0]]
    for z in logits[1:]:
        values.append(description["retain"] * values[-1] + z)
    return torch.stack(values)


def at_least_float32(values: Tensor) -> Tensor:
    """Membranes and logits keep float32 where autocast made their input bfloat16."""
    return values.float() if values.dtype == torch.bfloat16 else values


def _layer(node: dict, tensors: dict[str, Shape], width: float | None) -> nn.Module:
    kind = node["type"]
    if kind in NEURONS:
        return _neuron(node) if width is None else RectangleNode(Dynamics.of(node, width))
    if kind == "conv":
        outputs, inputs, *kernel = tensors[node["weight"]]
        return nn.Conv2d(
            inputs, outputs, kernel, node["stride"], node["padding"], bias="bias" in node
        )
    if kind == "linear":
        outputs, inputs = tensors[node["weight"]]
        return Linear(inputs, outputs, bias="bias" in node)
    if kind == "batch_norm":
        return BatchNorm(tensors[node["weight"]][0], eps=node["eps"])
    return _parameterless(node)


class Linear(nn.Linear):
    """A linear layer that flattens what it reads."""

    def forward(self, values: Tensor) -> Tensor:
        """Outputs [N,K] of values [N,...]."""
        return super().forward(values.flatten(1))


class BatchNorm(nn.BatchNorm2d):
    """Batch norm of [N,C] as well as [N,C,H,W]."""

    def _check_input_dim(self, values: Tensor) -> None:
        if values.dim() not in (2, 4):
            raise ValueError(f"batch norm of a tensor of {values.dim()} dimensions")


def _parameterless(node: dict) -> nn.Module:
    kind = node["type"]
    if kind == "max_pool":
        return nn.MaxPool2d(node["kernel"], node["stride"], node["padding"])
    if kind == "avg_pool":
        return nn.AvgPool2d(node["kernel"], node["stride"], node["padding"])
    if kind == "global_avg_pool":
        return nn.AdaptiveAvgPool2d(1)
    return nn.Flatten() if kind == "flatten" else nn.Identity()


def _neuron(node: dict) -> nn.Module:
    """SpikingJelly's own node; it fires at >=, so that is the only comparison trained here."""
    common = {
        "v_threshold": float(node["threshold"]),
        "v_reset": float(node.get("v_reset", 0)) if node["reset"] == "hard" else None,
        "surrogate_function": surrogate.ATan(),
        "detach_reset": True,
        "step_mode": "m",
    }
    if node["type"] == "if":
        return neuron.IFNode(**common)
    return neuron.LIFNode(tau=float(node["tau"]), decay_input=node["decay_input"], **common)
