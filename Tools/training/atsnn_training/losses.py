"""The terms of the loss, each a mean over the records."""

import torch
from torch import Tensor
from torch.nn import functional


def time_weighted(representation: Tensor, labels: Tensor, weights: list[float]) -> Tensor:
    """Cross-entropy of the read-out at every timestep, averaged with one weight per timestep.

    `representation` is [T,N,K], `labels` [N]; the weights (T of them, >= 0) are divided by their
    sum, so that the scale of the loss does not depend on them.
    """
    timesteps, count, classes = representation.shape
    each = functional.cross_entropy(
        representation.reshape(-1, classes), labels.repeat(timesteps), reduction="none"
    )
    return _weighted(each.view(timesteps, count).mean(1), weights)


def temporal_efficient(logits: Tensor, labels: Tensor, share: float = 1e-3) -> Tensor:
    """TET's loss (Deng, Li, Zhang, Gu 2022) of the timesteps' own logits [T,N,K].

    (1 - share) times the mean cross-entropy plus `share` times the mean squared distance from 1.
    """
    apart = (logits - 1.0).square().mean()
    return (1 - share) * time_weighted(logits, labels, [1.0] * len(logits)) + share * apart


def distilled(representation: Tensor, teacher: Tensor, weights: list[float], heat: float) -> Tensor:
    """Divergence of the read-out at every timestep from a teacher's answer, averaged likewise.

    KL(softmax(teacher / heat) || softmax(representation / heat)) * heat^2 for the teacher's logits
    [N,K] and the read-out [T,N,K] (Hinton, Vinyals, Dean 2015); the teacher gets no gradient.
    """
    target = (teacher.detach() / heat).log_softmax(1).expand_as(representation)
    answer = (representation / heat).log_softmax(2)
    each = functional.kl_div(answer, target, reduction="none", log_target=True)
    return heat**2 * _weighted(each.sum(2).mean(1), weights)


def own_teacher(logits: Tensor, labels: Tensor) -> Tensor:
    """What a network can teach its own timesteps, [N,K]: the mean of the logits that are right.

    Over the timesteps of `logits` [T,N,K] whose answer is the label; over all where none is.
    """
    right = (logits.argmax(2) == labels).to(logits.dtype).unsqueeze(2)
    right = torch.where(right.sum(0) > 0, right, torch.ones_like(right))
    return ((logits * right).sum(0) / right.sum(0)).detach()


def excess(rate: Tensor, wanted: float) -> Tensor:
    """How far a mean spike rate lies above the `wanted` one, squared; 0 below it."""
    return functional.relu(rate - wanted).square()


def _weighted(each: Tensor, weights: list[float]) -> Tensor:
    """The mean of one value per timestep with `weights`."""
    w = torch.tensor(weights, dtype=each.dtype, device=each.device)
    return (each * w).sum() / w.sum()
