"""A network executed in the integers of the arithmetic, its parameters still trainable floats."""

from math import prod

import torch
from atsnn_networks.graph import NEURONS, Description
from torch import Tensor, nn
from torch.nn import functional

from ..network import Network, Observer
from ..neurons import RectangleNode
from . import readout, units
from .folding import SUMS
from .layer import BIAS_LIMIT, Identity, Layer
from .neuron import IntegerNeuron, Units
from .structure import Owner, Structure

EXACT_FLOAT32 = 2**24
MEAN_FRACTION = 0.5
"""What a bias takes up of a mean, at most, for every weight."""


class QuantizedNetwork(nn.Module):
    """Stands in for `Network` after `folding.fold`; its graph has `quantization`.

    Values between nodes are whole numbers: pixels minus zero point, spikes, counts, sums. They are
    float32 where that is exact (narrow integers on a CPU), else float64; logits come out in the
    float network's units.
    """

    def __init__(self, description: Description):
        """Executes a folded graph with the units of its `quantization`."""
        super().__init__()
        self.description = description
        self.graph = description.graph
        self.timesteps: int = self.graph["timesteps"]
        self.structure = Structure(description)
        fixed, owners = self.graph["quantization"], self.structure.owners
        self.bits: int = fixed["weight_bits"]
        self.membrane_bits: int = fixed.get("membrane_bits", 16)
        self.units = nn.ModuleDict({n: Units(o, fixed["layers"][n]) for n, o in owners.items()})
        self.layers, self.identities = nn.ModuleDict(), nn.ModuleDict()
        for owner in owners.values():
            self._add(owner, self.units[owner.name])

    @staticmethod
    def of(folded: Network, bits: int, membrane_bits: int = 16) -> "QuantizedNetwork":
        """The integers of a folded network, with units chosen from its weights."""
        values = folded.tensors()
        chosen = units.choose(Structure(folded.description), values, bits, membrane_bits)
        fixed = {
            name: {key: v.tolist() for key, v in unit.items()} for name, unit in chosen.items()
        }
        widths = {"weight_bits": bits, "membrane_bits": membrane_bits}
        folded.graph["quantization"] = widths | {"layers": fixed}
        made = QuantizedNetwork(folded.description)
        made.load_values(values)
        made.timesteps = folded.timesteps
        made.use_surrogate(folded)
        return made.to(next(folded.parameters()).device)

    def forward(self, frames: Tensor, observe: Observer | None = None) -> Tensor:
        """Logits z of every timestep, [T,N,K]; `frames` and `observe` as of `Network`."""
        dtype = self._dtype()
        values = {"input": self._tensor_zero(frames).to(dtype)}
        if observe is not None:
            observe("input", values["input"])
        for node in self.graph["nodes"]:
            if node["type"] == "add":  # summed by the neuron that owns it
                continue
            result = self._execute(node, values, dtype)
            values[node["name"]] = result
            if observe is not None:
                observe(node["name"], result)
        output = self.graph["output"]
        z = self._every_timestep(values[output["node"]])
        z = z.double() if readout.rounds(output) else z
        return z * self.units[output["node"]].scale.to(z.dtype)

    def read_out(self, logits: Tensor, output: dict | None = None) -> Tensor:
        """As of `Network`, with the rounding of a leaky neuron and of weights (rules R2 and R3)."""
        output = output or self.graph["output"]
        return readout.read_out(output, logits, self.units[output["node"]].scale.item())

    def use_surrogate(self, network: Network) -> None:
        """Takes over the surrogate of a float network's neurons."""
        for name, layer in network.layers.items():
            if isinstance(layer, RectangleNode):
                self.layers[name].surrogate_width = layer.dynamics.width

    def load_values(self, values: dict[str, Tensor]) -> None:
        """Takes real parameters by the graph's names."""
        with torch.no_grad():
            for layer in self._sums():
                layer.weight.copy_(values[layer.node["weight"]])
                layer.bias.copy_(values[layer.node["bias"]])

    def tensors(self) -> dict[str, Tensor]:
        """Parameters by the graph's names: what the quantizer makes these very integers of."""
        found, limit = {}, units.greatest_weight(self.bits)
        for layer in self._sums():
            found[layer.node["weight"]], found[layer.node["bias"]] = layer.exported(limit)
        return found

    def load_state_dict(self, *arguments, **keys):
        """As of any module; the graph then has the units that were loaded."""
        answer = super().load_state_dict(*arguments, **keys)
        described = {name: unit.described() for name, unit in self.units.items()}
        self.graph["quantization"]["layers"] = described
        return answer

    def _add(self, owner: Owner, own: Units) -> None:
        for node in owner.layers:
            shape = self.description.tensors[node["weight"]]
            fixed = self.structure.layer_divisors(node), self.structure.layer_fractions(node)
            self.layers[node["name"]] = Layer(node, shape, own, *fixed)
        for source in owner.identities:
            divisors = self.structure.divisors(source)
            self.identities[f"{source} to {owner.name}"] = Identity(own, divisors)
        if owner.node is not None:
            self.layers[owner.name] = IntegerNeuron(own, self.membrane_bits)

    def _tensor_zero(self, frames: Tensor) -> Tensor:
        """Rules I1 and I3: pixels minus zero point [1,N,C,H,W], of normalised images; or counts."""
        if frames.dim() == 5:
            return frames[: self.timesteps]
        deviation = torch.tensor(self.graph["input"]["std"], device=frames.device).view(1, -1, 1, 1)
        fractions = self.structure.fractions.float().to(frames.device).view(1, -1, 1, 1)
        return (frames.float() * deviation + fractions).round().unsqueeze(0)

    def _execute(self, node: dict, values: dict[str, Tensor], dtype: torch.dtype) -> Tensor:
        name, kind = node["name"], node["type"]
        if kind in NEURONS:
            sums = self._summed(node["input"][0], name, values)
            return self.layers[name](self._every_timestep(sums))
        source = values[node["input"][0]]
        if kind in SUMS:
            flat = self.layers[name](source.flatten(0, 1), dtype, units.greatest_weight(self.bits))
            return flat.unflatten(0, source.shape[:2])
        return _pooled(node, source)

    def _summed(self, name: str, owner: str, values: dict[str, Tensor]) -> Tensor:
        """The sum of what stands before a neuron: layers, and counts in the neuron's units."""
        node = self.structure.nodes.get(name, {"type": "input"})
        if node["type"] in SUMS:
            return values[name]
        if node["type"] == "add":
            parts = [self._summed(source, owner, values) for source in node["input"]]
            return sum(parts[1:], start=parts[0])
        return self.identities[f"{name} to {owner}"](values[name])

    def _every_timestep(self, values: Tensor) -> Tensor:
        return values.expand(self.timesteps, *values.shape[1:])

    def _sums(self) -> list[Layer]:
        return [layer for layer in self.layers.values() if isinstance(layer, Layer)]

    def _dtype(self) -> torch.dtype:
        on_cpu = next(self.parameters()).device.type == "cpu"
        exact = self.membrane_bits == 16 and self._greatest_sum() < EXACT_FLOAT32
        return torch.float32 if on_cpu and exact else torch.float64

    def _greatest_sum(self) -> float:
        """No sum is larger, whatever the weights become."""
        greatest = 0
        for owner in self.structure.owners.values():
            taps = sum(
                prod(self.description.tensors[node["weight"]][1:])
                * (self.structure.greatest_count(node["input"][0]) + MEAN_FRACTION)
                for node in owner.layers
            )
            others = BIAS_LIMIT * (1 + len(owner.identities))
            greatest = max(greatest, taps * units.greatest_weight(self.bits) + others)
        return greatest


def _pooled(node: dict, values: Tensor) -> Tensor:
    """Rules P1 and P2: the greatest, or the sum without its divisor; flattened for `flatten`."""
    kind = node["type"]
    if kind == "flatten":
        return values.flatten(2)
    if kind == "global_avg_pool":
        return values.sum((3, 4), keepdim=True)
    flat, window = values.flatten(0, 1), (node["kernel"], node["stride"], node["padding"])
    if kind == "max_pool":
        pooled = functional.max_pool2d(flat, *window)
    else:
        pooled = functional.avg_pool2d(flat, *window, divisor_override=1)
    return pooled.unflatten(0, values.shape[:2])
