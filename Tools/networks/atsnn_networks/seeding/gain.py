"""Search for the gain at which something rises to a wanted rate."""

from collections.abc import Callable

import numpy as np

CLOSE = 0.0005
GREATEST = 2.0**16
STEPS = 40


def bisect(rate_at: Callable[[float], float], wanted: float) -> float:
    """The gain, a float32 above 0, of which the rate is nearest to `wanted`.

    Doubles from 1 until the rate is reached, then halves the interval, until within CLOSE or
    after STEPS; a rate that no gain reaches gives the nearest one seen.
    """
    best, nearest = 0.0, np.inf
    low, high = 0.0, 1.0
    bracketed = False
    for _ in range(STEPS):
        gain = float(np.float32((low + high) / 2 if bracketed else high))
        rate = rate_at(gain)
        if abs(rate - wanted) < nearest:
            best, nearest = gain, abs(rate - wanted)
        if nearest <= CLOSE or high > GREATEST:
            break
        if rate >= wanted:
            bracketed, high = True, gain
        else:
            low = gain
            high = high if bracketed else 2 * high
    return best
