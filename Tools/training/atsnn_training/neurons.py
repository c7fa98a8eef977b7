"""A spiking node whose timesteps and their gradient are one function, three times as fast as a
chain of element-wise ones, and its smooth twin for a plain network of the same weights.

It fires as SpikingJelly's nodes do. Its surrogate is a rectangle: the derivative of the spike is
1/(2 width) where the membrane is within `width` of the threshold, and 0 elsewhere, which is the
derivative of a straight ramp from threshold - width to threshold + width. With `smooth` the node
answers with that ramp instead of a spike, so that a plain network can be trained first and its
weights fit the spiking one.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn


@dataclass(frozen=True)
class Dynamics:
    """h = keep * v + take * x; a spike where h >= threshold; then v by a hard or soft reset."""

    keep: float
    take: float
    threshold: float
    hard: bool
    width: float

    @staticmethod
    def of(node: dict, width: float) -> "Dynamics":
        """Of a neuron node of CHECKPOINT.md; hard resets are to 0 here."""
        tau = float(node.get("tau", 1.0))
        keep = 1.0 if node["type"] == "if" else 1.0 - 1.0 / tau
        take = 1.0 / tau if node["type"] == "lif" and node["decay_input"] else 1.0
        return Dynamics(keep, take, float(node["threshold"]), node["reset"] == "hard", width)


class RectangleNode(nn.Module):
    """All timesteps of a spiking node; the membrane starts from 0 at every call."""

    def __init__(self, dynamics: Dynamics):
        """Spikes; `smooth` can be switched on."""
        super().__init__()
        self.dynamics = dynamics
        self.smooth = False

    def forward(self, currents: Tensor) -> Tensor:
        """Spikes, 0 or 1 in the dtype of the currents [T,N,...]."""
        return _Fire.apply(currents, self.dynamics, self.smooth)


class _Fire(torch.autograd.Function):
    @staticmethod
    def forward(context, currents: Tensor, dynamics: Dynamics, smooth: bool) -> Tensor:
        spikes, membranes = _empty(currents), _empty(currents)
        v = None
        for t, x in enumerate(currents):
            h = torch.mul(x, dynamics.take, out=membranes[t])
            if v is not None:
                h.add_(v, alpha=dynamics.keep)
            _answer(h, dynamics, smooth, spikes[t])
            if t + 1 < len(currents):
                v = _reset(h, spikes[t], dynamics)
        context.save_for_backward(membranes, spikes)
        context.dynamics = dynamics
        return spikes

    @staticmethod
    def backward(context, gradient: Tensor) -> tuple[Tensor, None, None]:
        membranes, spikes = context.saved_tensors
        d = context.dynamics
        low, high = d.threshold - d.width, d.threshold + d.width
        result, later = _empty(membranes), None
        for t in reversed(range(len(membranes))):
            g = torch.ops.aten.hardtanh_backward(gradient[t], membranes[t], low, high)
            g.mul_(0.5 / d.width)
            if later is not None:
                g.add_(later.mul_(1 - spikes[t]) if d.hard else later)
            torch.mul(g, d.take, out=result[t])
            later = g.mul_(d.keep)
        return result, None, None


def _empty(like: Tensor) -> Tensor:
    """Memory for [T,N,...] with the inner order of one timestep, channels last or not."""
    one = like[0]
    if one.dim() == 4 and one.is_contiguous(memory_format=torch.channels_last):
        shape = (len(like) * len(one), *one.shape[1:])
        whole = torch.empty(
            shape, dtype=like.dtype, device=like.device, memory_format=torch.channels_last
        )
        return whole.unflatten(0, like.shape[:2])
    return torch.empty(like.shape, dtype=like.dtype, device=like.device)


def _answer(h: Tensor, dynamics: Dynamics, smooth: bool, out: Tensor) -> None:
    if smooth:
        torch.add(h, dynamics.width - dynamics.threshold, out=out)
        out.mul_(0.5 / dynamics.width).clamp_(0, 1)
    else:
        torch.ge(h, dynamics.threshold, out=out)


def _reset(h: Tensor, spikes: Tensor, dynamics: Dynamics) -> Tensor:
    """The membrane after the spikes; no gradient flows through the reset."""
    return h - h * spikes if dynamics.hard else h - dynamics.threshold * spikes
