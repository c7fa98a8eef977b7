"""The loss on every timestep."""

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
    w = torch.tensor(weights, dtype=each.dtype, device=each.device)
    return (each.view(timesteps, count).mean(1) * w).sum() / w.sum()


def distilled(representation: Tensor, teacher: Tensor, weights: list[float], heat: float) -> Tensor:
    """Divergence of the read-out at every timestep from a teacher's answer, averaged likewise.

    KL(softmax(teacher / heat) || softmax(representation / heat)) * heat^2 for the teacher's logits
    [N,K] and the read-out [T,N,K] (Hinton, Vinyals, Dean 2015); the teacher gets no gradient.
    """
    target = (teacher.detach() / heat).log_softmax(1).expand_as(representation)
    answer = (representation / heat).log_softmax(2)
    each = functional.kl_div(answer, target, reduction="none", log_target=True)
    w = torch.tensor(weights, dtype=each.dtype, device=each.device)
    return heat**2 * (each.sum(2).mean(1) * w).sum() / w.sum()
