"""How sure an answer is: the exit's scores of CHECKPOINT.md, computed in float64."""

from math import log

import torch
from torch import Tensor


def confidence(representation: Tensor) -> Tensor:
    """The greatest softmax value at every timestep, [T,N] in float64, of the read-out [T,N,K]."""
    return representation.double().softmax(2).amax(2)


def entropy(representation: Tensor) -> Tensor:
    """The softmax's entropy divided by ln K, [T,N]: 0 is certain, 1 knows nothing."""
    logs = representation.double().log_softmax(2)
    return -(logs.exp() * logs).sum(2) / log(representation.shape[2])


def margin(representation: Tensor) -> Tensor:
    """The greatest read-out value minus the second, [T,N]."""
    best = representation.double().topk(2, 2).values
    return best[..., 0] - best[..., 1]


SCORES = {"confidence": confidence, "entropy": entropy, "margin": margin}
NEVER = {"confidence": 1.0, "entropy": 0.0, "margin": 1e9}
"""The threshold at which only certainty leaves."""


def sureness(name: str, representation: Tensor) -> Tensor:
    """The score `name`, negated where less is surer: a record leaves at sureness >= threshold."""
    score = SCORES[name](representation)
    return -score if name == "entropy" else score


def as_sureness(name: str, thresholds: list[float]) -> Tensor:
    """Thresholds of the score `name` as thresholds of `sureness`, float64 [T,1]."""
    sign = -1.0 if name == "entropy" else 1.0
    return sign * torch.tensor(thresholds, dtype=torch.float64).view(-1, 1)
