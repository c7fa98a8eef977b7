"""When to answer: the exit thresholds, chosen on held-out training records by a written rule."""

from dataclasses import dataclass

import torch
from atsnn_networks.errors import UserError
from torch import Tensor

from .evaluate import Outputs
from .scores import NEVER, SCORES, as_sureness, sureness

RULES = {
    "uniform": "one threshold for all timesteps",
    "cutoff": "per timestep the least sure threshold that leaves enough records right for good",
}
SLACKS = [step / 400 for step in range(161)]
"""Shares of wrong leavers that the cutoff tries, 0 to 0.4."""
LEAST = 10
"""No timestep lets fewer held-out records leave than this: their share would be chance."""


@dataclass(frozen=True)
class ExitResult:
    """Share of right answers, mean timesteps, and the records that left at timestep 1, 2, ... T."""

    accuracy: float
    mean_timesteps: float
    histogram: list[int]


@dataclass(frozen=True)
class Exit:
    """A score and its threshold at every timestep; the last one is unused."""

    score: str
    thresholds: list[float]


def of_graph(graph: dict) -> Exit:
    """The exit of a checkpoint; one that never leaves early where it has none."""
    never = {"score": "confidence", "thresholds": [2.0] * graph["timesteps"]}
    described = graph.get("exit", never)
    return Exit(described["score"], described["thresholds"])


def by_rule(held_out: Outputs, config: dict) -> Exit:
    """The exit that a run's configuration asks for: score, tolerance and rule ("uniform" if none).

    UserError for a score or rule that is not known.
    """
    score, rule = config["score"], config.get("rule", "uniform")
    if score not in SCORES or rule not in RULES:
        raise UserError(
            f"exit {score!r} by rule {rule!r}: scores are {', '.join(SCORES)}, "
            f"rules {', '.join(RULES)}"
        )
    return Exit(score, choose(held_out, config["tolerance"], score, rule))


def described(config: dict, chosen: Exit) -> dict:
    """What a card says about an exit; `threshold` is the first timestep's."""
    return {
        "score": chosen.score,
        "rule": config.get("rule", "uniform"),
        "threshold": chosen.thresholds[0],
        "thresholds": chosen.thresholds,
        "tolerance": config["tolerance"],
    }


def places(outputs: Outputs, thresholds: list[float], score: str = "confidence") -> Tensor:
    """Where every record leaves, 0 to T-1 [N]: the first timestep that is sure enough, or T-1."""
    sure = sureness(score, outputs.representation)
    leaves = sure >= as_sureness(score, thresholds)
    leaves[-1] = True
    return leaves.to(torch.uint8).argmax(0)


def apply(outputs: Outputs, thresholds: list[float], score: str = "confidence") -> ExitResult:
    """What the exit does: every record answers where it leaves."""
    at = places(outputs, thresholds, score)
    answers = outputs.representation.argmax(2).gather(0, at.unsqueeze(0))[0]
    histogram = torch.bincount(at, minlength=len(outputs.representation))
    return ExitResult(
        accuracy=(answers == outputs.labels).double().mean().item(),
        mean_timesteps=(at + 1).double().mean().item(),
        histogram=histogram.tolist(),
    )


def choose(
    held_out: Outputs, tolerance: float, score: str = "confidence", rule: str = "uniform"
) -> list[float]:
    """The thresholds with the fewest mean timesteps that cost at most `tolerance`.

    The cost is the held-out accuracy of leaving never, minus that of leaving by the thresholds.
    Candidates are those of `uniform` or `cutoff`; only certainty leaves if none is good enough.
    """
    wanted = held_out.accuracy_per_timestep()[-1] - tolerance
    found, fewest = [NEVER[score]] * len(held_out.representation), float("inf")
    for thresholds in candidates(held_out, score, rule):
        result = apply(held_out, thresholds, score)
        if result.accuracy >= wanted - 1e-12 and result.mean_timesteps < fewest:
            found, fewest = thresholds, result.mean_timesteps
    return found


def candidates(held_out: Outputs, score: str, rule: str) -> list[list[float]]:
    """All thresholds that a rule tries, the surest last."""
    if rule == "cutoff":
        return [cutoff(held_out, score, slack) for slack in reversed(SLACKS)]
    timesteps = len(held_out.representation)
    return [[value] * timesteps for value in _grid(held_out, score)]


def cutoff(held_out: Outputs, score: str, slack: float) -> list[float]:
    """Top-K cutoff's rule (Wu et al., arXiv 2301.09522), with any score.

    At each timestep the least sure threshold so that, of the held-out records at least as sure, a
    share of 1 - slack or more is right there and at all later timesteps.
    """
    sure = sureness(score, held_out.representation)
    right = held_out.representation.argmax(2) == held_out.labels
    stays = right.flip(0).cummin(0).values.flip(0)
    sign = -1.0 if score == "entropy" else 1.0
    found = [_least(s, r, 1 - slack) for s, r in zip(sure, stays, strict=True)]
    return [NEVER[score] if value is None else sign * value for value in found]


def _least(sure: Tensor, right: Tensor, share: float) -> float | None:
    """The least sureness whose records, and all surer ones, are right to at least `share`."""
    order = sure.argsort(descending=True, stable=True)
    counts = torch.arange(1, len(order) + 1)
    good = right[order].double().cumsum(0) / counts >= share - 1e-12
    ordered = sure[order]
    good[:-1] &= ordered[:-1] > ordered[1:]  # equal sureness leaves together
    good &= counts >= min(LEAST, len(order))
    return ordered[good.nonzero().max()].item() if good.any() else None


def _grid(held_out: Outputs, score: str) -> list[float]:
    """Equal thresholds: 0.500 to 0.995, entropies of 1 down to 0, 200 quantiles of margins."""
    if score == "confidence":
        return [step / 200 for step in range(100, 200)]
    if score == "entropy":
        return [step / 200 for step in range(200, -1, -1)]
    values = sureness(score, held_out.representation[:1]).flatten()
    return torch.quantile(values, torch.linspace(0, 1, 200, dtype=torch.float64)).tolist()
