"""The read-out in integers: rules R2 and R3, exact forward, straight-through backward."""

from itertools import accumulate

import torch
from atsnn_networks.seeding.units import keeping
from torch import Tensor

from ..network import read_out as real_read_out
from . import integers

UNITY = 32768
"""The greatest weight of a timestep (rule R3)."""


def rounds(output: dict) -> bool:
    """Whether a read-out of a graph rounds; one that only sums gives the float network's values."""
    return output["neuron"]["type"] == "leaky" or output["representation"]["type"] == "weighted"


def read_out(output: dict, logits: Tensor, scale: float) -> Tensor:
    """The representation y of every timestep, [T,N,K], in the float network's units.

    `logits` are [T,N,K], multiples of `scale`, the value of one unit of them; float64 where the
    read-out `rounds`, for whole numbers up to 2^31.
    """
    if not rounds(output):
        return real_read_out({"output": output}, logits)
    whole = logits.double() / scale
    values = _neuron(output["neuron"], integers.straight(whole, whole.detach().round()))
    return _represented(output["representation"], values, scale)


def weights(real: list[float]) -> list[int]:
    """The weights w_t of rule R3: of 1 / 32768 of the greatest."""
    return [int(weight / max(real) * UNITY + 0.5) for weight in real]


def _neuron(neuron: dict, logits: Tensor) -> Tensor:
    """Rule R2: u of every timestep."""
    if neuron["type"] == "none":
        return logits
    form, parameter = keeping(neuron.get("retain", 1.0))
    values = [logits[0]]
    for z in logits[1:]:
        values.append(integers.leaked(values[-1], form, parameter) + z)
    return torch.stack(values)


def _represented(representation: dict, values: Tensor, scale: float) -> Tensor:
    """Rule R3, and what one unit of y is worth at every timestep."""
    kind = representation["type"]
    if kind == "last":
        return values * scale
    if kind in ("sum", "mean"):
        count = torch.arange(1, len(values) + 1, device=values.device).view(-1, 1, 1)
        return values.cumsum(0) * (scale / count if kind == "mean" else scale)
    real = representation["weights"]
    parts = [integers.leaked(u, 3, w) for u, w in zip(values, weights(real), strict=False)]
    units = [scale * max(real) / total for total in accumulate(real)]
    worth = torch.tensor(units[: len(values)], dtype=values.dtype, device=values.device)
    return torch.stack(parts).cumsum(0) * worth.view(-1, 1, 1)
