"""What a phase of a run minimises: the method's loss, what teachers add, what spikes cost."""

import torch
from atsnn_networks.graph import NEURONS
from torch import Tensor

from .losses import distilled, excess, own_teacher, temporal_efficient, time_weighted
from .methods import Method
from .network import Network, at_least_float32


class Objective:
    """The loss of a batch under the keys of a phase.

    `loss_weights`, one per timestep, unless the run has a method; `distill` {"weight", "heat"}: the
    share of the divergence from the plain twin in the loss; `self_distill`, the same from the mean
    of the network's own right timesteps; `spike_rate` {"wanted", "weight"}: adds weight times the
    square of how far the pooled spike rate lies above the wanted one.
    """

    def __init__(self, phase: dict, method: Method | None, teacher: Network | None):
        """Of a `phase`; `teacher` is the plain twin where the phase distils."""
        self._phase = phase
        self._method = method
        self._teacher = teacher
        given = phase.get("loss_weights")
        self._weights = given or method.loss_weights(phase["timesteps"])

    def __call__(self, network: Network, frames: Tensor, labels: Tensor) -> Tensor:
        """The loss of `frames` [N,C,H,W] or [T,N,C,H,W] with `labels` [N]."""
        spikes = _Spikes(network) if "spike_rate" in self._phase else None
        bfloat16 = self._phase["precision"] == "bfloat16"
        with torch.autocast(frames.device.type, torch.bfloat16, enabled=bfloat16):
            logits = at_least_float32(network(frames, spikes))
            taught = self._teach(frames)
        output = network.graph["output"]
        if self._method is not None:
            output = self._method.trained_output(output["node"])
        answer = network.read_out(logits, output)
        loss = self._distilled(self._loss(logits, answer, labels), logits, answer, labels, taught)
        if spikes is None:
            return loss
        how = self._phase["spike_rate"]
        return loss + how["weight"] * excess(spikes.rate(), how["wanted"])

    def _loss(self, logits: Tensor, answer: Tensor, labels: Tensor) -> Tensor:
        if self._method is not None and self._method.loss == "tet":
            return temporal_efficient(logits, labels)
        return time_weighted(answer, labels, self._weights)

    def _distilled(
        self, loss: Tensor, logits: Tensor, answer: Tensor, labels: Tensor, taught: Tensor | None
    ) -> Tensor:
        if taught is not None:
            loss = self._mixed(loss, answer, taught.float(), self._phase["distill"])
        if "self_distill" in self._phase:
            own = own_teacher(logits, labels)
            loss = self._mixed(loss, answer, own, self._phase["self_distill"])
        return loss

    def _mixed(self, loss: Tensor, answer: Tensor, teacher: Tensor, how: dict) -> Tensor:
        apart = distilled(answer, teacher, self._weights, how["heat"])
        return (1 - how["weight"]) * loss + how["weight"] * apart

    @torch.no_grad()
    def _teach(self, frames: Tensor) -> Tensor | None:
        """The teacher's logits [N,K], where there is one."""
        return None if self._teacher is None else self._teacher(frames)[0]


class _Spikes:
    """An observer that keeps the pooled spike rate, with its gradient."""

    def __init__(self, network: Network):
        self._names = {n["name"] for n in network.graph["nodes"] if n["type"] in NEURONS}
        self._sum: Tensor | float = 0.0
        self._places = 0

    def __call__(self, name: str, values: Tensor) -> None:
        if name in self._names:
            self._sum = self._sum + values.sum(dtype=torch.float32)
            self._places += values.numel()

    def rate(self) -> Tensor:
        """Spikes over neurons over timesteps."""
        return self._sum / self._places
