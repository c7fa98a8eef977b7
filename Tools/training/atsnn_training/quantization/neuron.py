"""Spiking nodes in integers: rules M1 to M5 with a surrogate gradient."""

import torch
from spikingjelly.activation_based import surrogate
from torch import Tensor, nn

from . import integers
from .structure import Owner


class Units(nn.Module):
    """The unit of every channel of one owner, as buffers: a run's state keeps them."""

    def __init__(self, owner: Owner, chosen: dict):
        """`chosen` is the owner's entry of `units.choose`, or of a checkpoint's `quantization`."""
        super().__init__()
        self.owner = owner
        self.register_buffer("scale", torch.as_tensor(chosen["scale"], dtype=torch.float64))
        if owner.node is not None:
            self.register_buffer("shift", torch.as_tensor(chosen["shift"], dtype=torch.int64))
            whole = torch.as_tensor(chosen["threshold"], dtype=torch.int64)
            self.register_buffer("threshold", whole)

    def described(self) -> dict[str, list]:
        """The entry of CHECKPOINT.md's `quantization`."""
        return {name: values.tolist() for name, values in self.named_buffers()}


class IntegerNeuron(nn.Module):
    """Runs the membranes of one spiking node over all timesteps."""

    def __init__(self, units: Units, bits: int):
        """With the node's own leak and reset, the thresholds of `units`, membranes of `bits`."""
        super().__init__()
        self.bits = bits
        self._units = [units]  # not a submodule: its buffers belong to the network
        self.surrogate_width: float | None = None
        self._arctangent = surrogate.ATan()

    def forward(self, sums: Tensor) -> Tensor:
        """Spikes 0 or 1 [T,N,C,...] of the sums I [T,N,C,...], whole numbers both."""
        units = self._units[0]
        owner, dims = units.owner, sums.dim() - 1
        threshold, shift = (_by_channel(v, dims, sums) for v in (units.threshold, units.shift))
        value = owner.threshold / threshold  # of one membrane unit, for the surrogate's width
        charges = integers.shifted(sums, shift.unsqueeze(0))
        membrane, spikes = torch.zeros_like(charges[0]), []
        for charge in charges:
            left = integers.leaked(membrane, owner.leak.form, owner.leak.parameter)
            reached = integers.saturated(left + charge, self.bits)
            spike = self._fired((reached - threshold) * value)
            fired = spike.detach()
            soft = owner.node["reset"] == "soft"
            membrane = reached - fired * threshold if soft else reached * (1 - fired)
            spikes.append(spike)
        return torch.stack(spikes)

    def _fired(self, above: Tensor) -> Tensor:
        """Spikes, with the surrogate that the float network was trained with."""
        if self.surrogate_width is None:
            return self._arctangent(above)
        return integers.fired(above, self.surrogate_width)


def _by_channel(values: Tensor, dims: int, like: Tensor) -> Tensor:
    """[C] as [1,C,1,...] of `dims` dimensions, of the type of `like`."""
    return values.to(like.dtype).view(1, -1, *[1] * (dims - 2))
