"""What moves the parameters in a phase: AdamW, or Muon for the convolutions' weights beside it.

A phase with `"muon": {"rate": R, "weight_decay": D}` moves the weights of every convolution but the
first along the orthogonalised momentum of their gradient, as matrices [outputs, inputs * window];
AdamW moves all else by the phase's own `rate` and `weight_decay`. Both follow one one-cycle course.
Muon: K. Jordan, "Muon: An optimizer for hidden layers in neural networks", 2024.
"""

import torch
from torch import Tensor, nn


class Optimizers:
    """Steps every parameter of a network through the steps of a phase."""

    def __init__(self, network: nn.Module, phase: dict, steps: int):
        """Stands before the first of `steps` steps."""
        matrices = _hidden_convolutions(network) if "muon" in phase else []
        self._matrices = [(w, nn.Parameter(_as_matrix(w.data, w))) for w in matrices]
        others = _others(network, matrices, phase["weight_decay"])
        pairs = [(torch.optim.AdamW(others, lr=phase["rate"], fused=True), phase["rate"])]
        if matrices:
            rate, decay = phase["muon"]["rate"], phase["muon"]["weight_decay"]
            rows = [matrix for _, matrix in self._matrices]
            pairs.append((torch.optim.Muon(rows, lr=rate, weight_decay=decay), rate))
        self._optimizers = [optimizer for optimizer, _ in pairs]
        self._schedules = [
            _course(optimizer, rate, phase["warm_up"], steps) for optimizer, rate in pairs
        ]

    def zero_grad(self) -> None:
        """Forgets the gradients."""
        for optimizer in self._optimizers:
            optimizer.zero_grad()
        for weight, _ in self._matrices:
            weight.grad = None

    def step(self) -> None:
        """Moves every parameter by its gradient, and the rates on by a step."""
        for weight, matrix in self._matrices:
            matrix.grad = _as_matrix(weight.grad, weight)
        for optimizer, schedule in zip(self._optimizers, self._schedules, strict=True):
            optimizer.step()
            schedule.step()

    def state_dict(self) -> dict:
        """Moments and places in the course."""
        return {
            "optimizers": [optimizer.state_dict() for optimizer in self._optimizers],
            "schedules": [schedule.state_dict() for schedule in self._schedules],
        }

    def load_state_dict(self, state: dict) -> None:
        """Goes on from what `state_dict` gave."""
        for name, parts in (("optimizers", self._optimizers), ("schedules", self._schedules)):
            for part, kept in zip(parts, state[name], strict=True):
                part.load_state_dict(kept)


def without_moments(state: dict) -> dict:
    """A `state_dict` whose moments start from zero again."""
    return state | {"optimizers": [kept | {"state": {}} for kept in state["optimizers"]]}


def _course(
    optimizer: torch.optim.Optimizer, rate: float, warm_up: float, steps: int
) -> torch.optim.lr_scheduler.OneCycleLR:
    """One cycle to `rate` and down; AdamW's first moment goes the other way, Muon's stays."""
    return torch.optim.lr_scheduler.OneCycleLR(
        optimizer,
        max_lr=rate,
        total_steps=steps,
        pct_start=warm_up,
        cycle_momentum=isinstance(optimizer, torch.optim.AdamW),
    )


def _hidden_convolutions(network: nn.Module) -> list[nn.Parameter]:
    """The weights of rank 4 but the first, which reads the image."""
    return [p for p in network.parameters() if p.dim() == 4][1:]


def _as_matrix(values: Tensor, weight: Tensor) -> Tensor:
    """[outputs, inputs * window] of the values of `weight` or its gradient, in its memory's order.

    A view where the memory of `values` has that order too; Muon does not mind the order in a row.
    """
    if weight.is_contiguous():
        return values.reshape(len(weight), -1)
    return values.permute(0, 2, 3, 1).reshape(len(weight), -1)


def _others(network: nn.Module, matrices: list[nn.Parameter], decay: float) -> list[dict]:
    """AdamW's groups: weight decay acts on weights of rank 2 and more, not on batch norm."""
    taken = {id(weight) for weight in matrices}
    others = [p for p in network.parameters() if id(p) not in taken]
    return [
        {"params": [p for p in others if p.dim() > 1], "weight_decay": decay},
        {"params": [p for p in others if p.dim() <= 1], "weight_decay": 0.0},
    ]
