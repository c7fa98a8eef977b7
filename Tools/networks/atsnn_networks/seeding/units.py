"""Units, shifts and thresholds as the quantizer chooses them for int8 weights without clipping."""

from dataclasses import dataclass

import numpy as np

SHIFTS = (-16, 24)
EXPONENT = 13
"""Thresholds of leaky membranes that are reset to rest lie in (2^12, 2^13]; others have 2^12."""

LEFT_LIMIT = 2**30

TOLERANCE = 1e-6
"""Two shares closer than this are the same one, written with other digits."""


@dataclass(frozen=True)
class Leak:
    """Rule M2 of a `lif` or `if` node: form, parameter, and the factor on what charges it."""

    form: int
    parameter: int
    charge: float

    @staticmethod
    def of(node: dict) -> "Leak":
        """The node's leak; a share that is no power of 2 becomes a multiplier of 2^-15."""
        if node["type"] == "if":
            return Leak(0, 0, 1.0)
        kept = 1 - 1 / node["tau"]
        form, parameter = keeping(kept)
        if not node["decay_input"]:
            return Leak(form, parameter, 1.0)
        power = 2.0**-parameter
        return Leak(form, parameter, {1: 1 - power, 2: power}.get(form, 1 / node["tau"]))


def keeping(share: float) -> tuple[int, int]:
    """Form and parameter of rule M2 that keep `share` (0 to 1), or come nearest to it."""
    if abs(share - 1) <= TOLERANCE:
        return 0, 0
    for k in range(1, 16):
        for form, kept in ((1, 2.0**-k), (2, 1 - 2.0**-k)):
            if abs(share - kept) <= TOLERANCE:
                return form, k
    return 3, int(share * 32768 + 0.5)


def whole_thresholds(unit: np.ndarray, threshold: float, exponent: int) -> np.ndarray:
    """The units, or the next larger ones whose threshold is a whole number of membrane units.

    At most 1 / 2^(exponent - 1) larger, so weights within +-127 stay the integers they are.
    """
    scale = np.exp2(shifts(unit, threshold, exponent))
    return threshold / (np.floor(threshold / unit / scale) * scale)


def shifts(unit: np.ndarray, threshold: float, exponent: int) -> np.ndarray:
    """Per channel the smallest shift that brings the threshold to at most 2^exponent (float64)."""
    _, power = np.frexp(threshold / unit * (1 - 2.0**-40))
    return np.clip(power - exponent, *SHIFTS).astype(np.float64)


def limited(shift: np.ndarray, bounds: np.ndarray) -> np.ndarray:
    """Left shifts made smaller until rule O2 holds for the sums' bounds; int64."""
    shift = shift.astype(np.int64)
    while (too_far := (bounds << np.maximum(-shift, 0)) > LEFT_LIMIT).any():
        shift = shift + (too_far & (shift < 0))
    return shift


def half_away(values: np.ndarray) -> np.ndarray:
    """Rounds to integers, ties away from zero; int64."""
    return np.trunc(values + np.copysign(0.5, values)).astype(np.int64)
