"""Figures of rounds: medians, bests, ratios of the same round."""

from statistics import median


def summary(rounds: list[float]) -> dict[str, float]:
    """Median and best of an engine's rounds, one figure (milliseconds an image) each."""
    return {"median_ms": median(rounds), "best_ms": min(rounds)}


def same_round_ratio(mine: list[float], other: list[float]) -> float:
    """Median over rounds of other / mine: how many times as fast as the other I am."""
    return median(theirs / ours for ours, theirs in zip(mine, other))


def fitted_line(places: list[float], values: list[float]) -> dict[str, float]:
    """Least squares: slope, intercept, and r2, the share of the variance that the line explains."""
    count = len(places)
    mean_x, mean_y = sum(places) / count, sum(values) / count
    spread = sum((x - mean_x) ** 2 for x in places)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in zip(places, values)) / spread
    intercept = mean_y - slope * mean_x
    rest = sum((y - intercept - slope * x) ** 2 for x, y in zip(places, values))
    total = sum((y - mean_y) ** 2 for y in values)
    return {"slope": slope, "intercept": intercept, "r2": 1 - rest / total if total else 1.0}


def schedule_order(shares: list[float], count: int, seed: int) -> list[int]:
    """The timestep, from 1, at which each of `count` images leaves, shuffled by `seed`."""
    import random

    order = []
    for index in range(count):
        place, left = (index + 0.5) / count, 0.0
        for timestep, share in enumerate(shares, 1):
            left += share
            if place < left or timestep == len(shares):
                order.append(timestep)
                break
    random.Random(seed).shuffle(order)
    return order
