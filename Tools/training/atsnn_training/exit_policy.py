"""When to answer: the exit thresholds, chosen on held-out training records by a written rule."""

from dataclasses import dataclass

import torch
from torch import Tensor

from .evaluate import Outputs


@dataclass(frozen=True)
class ExitResult:
    """Share of right answers, mean timesteps, and the records that left at timestep 1, 2, ... T."""

    accuracy: float
    mean_timesteps: float
    histogram: list[int]


def confidence(representation: Tensor) -> Tensor:
    """The greatest softmax value at every timestep, [T,N] in float64, of the read-out [T,N,K]."""
    return representation.double().softmax(2).amax(2)


def apply(outputs: Outputs, thresholds: list[float]) -> ExitResult:
    """Every record leaves at its first timestep with confidence >= threshold, else at the last."""
    timesteps = len(outputs.representation)
    leaves = confidence(outputs.representation) >= torch.tensor(thresholds).double().view(-1, 1)
    leaves[-1] = True
    at = leaves.to(torch.uint8).argmax(0)
    answers = outputs.representation.argmax(2).gather(0, at.unsqueeze(0))[0]
    histogram = torch.bincount(at, minlength=timesteps)
    return ExitResult(
        accuracy=(answers == outputs.labels).double().mean().item(),
        mean_timesteps=(at + 1).double().mean().item(),
        histogram=histogram.tolist(),
    )


def choose(held_out: Outputs, tolerance: float) -> list[float]:
    """The smallest threshold, equal at every timestep, that costs at most `tolerance`.

    Candidates are 0.500, 0.505, ... 0.995; the cost is the held-out accuracy of leaving never,
    minus that of leaving at the threshold. 1.0 (only certainty leaves) if none is good enough.
    """
    full = held_out.accuracy_per_timestep()[-1]
    timesteps = len(held_out.representation)
    for step in range(100, 200):
        thresholds = [step / 200] * timesteps
        if apply(held_out, thresholds).accuracy >= full - tolerance:
            return thresholds
    return [1.0] * timesteps
