"""Seeded weights that are int8 already, so that quantizing them loses nothing."""

import numpy as np

GREATEST = 127
SPREAD = 42.0
"""Standard deviation of drawn weights: three of them make the greatest int8."""


def weights(generator: np.random.Generator, shape: tuple[int, ...], spread: float) -> np.ndarray:
    """Normal integers of a standard deviation, within +-127; int64, output channels last."""
    drawn = np.rint(generator.standard_normal(shape) * spread)
    return np.clip(drawn, -GREATEST, GREATEST).astype(np.int64)


def fill_range(weights: np.ndarray) -> None:
    """Makes the greatest weight of every output channel +-127, in place.

    The max-abs scale of the channel is then exactly the unit that the weights were drawn in.
    """
    flat = weights.reshape(-1, weights.shape[-1])
    rows = np.abs(flat).argmax(axis=0)
    columns = np.arange(flat.shape[1])
    flat[rows, columns] = np.where(flat[rows, columns] < 0, -GREATEST, GREATEST)


def spreads(fan_ins: list[int]) -> list[float]:
    """Standard deviations of branches that share a unit: each adds the same variance.

    The branch with the smallest fan-in has the largest weights and so sets the unit.
    """
    smallest = min(fan_ins)
    return [SPREAD * (smallest / fan_in) ** 0.5 for fan_in in fan_ins]
