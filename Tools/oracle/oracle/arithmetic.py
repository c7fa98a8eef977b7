"""Scalar rules on int64 arrays: rshr, saturation, shift to membrane units, leak (M1 to M3)."""

import numpy as np

INT32 = (-(2**31), 2**31 - 1)
INT63 = (-(2**62), 2**62 - 1)
LEAK_NONE, LEAK_RETAIN, LEAK_DECAY, LEAK_MULTIPLIER = 0, 1, 2, 3


class WidthError(ArithmeticError):
    """A value left the width that a rule states for it."""


def within(x, low, high, what):
    """Return x as an int64 array; WidthError if an element is outside low...high."""
    x = np.asarray(x, dtype=np.int64)
    if x.size and (x.min() < low or x.max() > high):
        raise WidthError(f"{what}: {x.min()}...{x.max()} leaves {low}...{high}")
    return x


def rshr(x, n):
    """floor(x / 2^n + 1/2), n >= 1 (scalar or array); ties go up, for negative x too."""
    n = within(n, 1, 62, "rshr count")
    x = np.asarray(x, dtype=np.int64)
    return (x >> n) + ((x >> (n - 1)) & 1)


def saturate(x, width):
    """satW(x): x limited to the two's complement range of `width` (16 or 32) bits."""
    if width not in (16, 32):
        raise ValueError(f"membrane width {width}")
    return np.clip(np.asarray(x, dtype=np.int64), -(2 ** (width - 1)), 2 ** (width - 1) - 1)


def shift_current(current, shift):
    """M1: current (..., C) int32, shift (C) in -16...24, to membrane units J (..., C).

    WidthError if a left shift gives a magnitude above 2^30 (the proof O2 excludes it).
    """
    current = within(current, *INT32, "M1 current")
    shift = np.broadcast_to(within(shift, -16, 24, "M1 shift"), current.shape)
    right = rshr(current, np.maximum(shift, 1))
    left = current << np.maximum(-shift, 0)
    within(left[shift < 0], -(2**30), 2**30, "O2 left shift")
    return np.where(shift > 0, right, left)


def leak(v, form, parameter):
    """M2 (and R2): what is left of v after a timestep; form 0...3, parameter k or m.

    The multiplier's product is checked to fit 64 bits (here 62 and a sign).
    """
    if form == LEAK_NONE:
        return np.asarray(v, dtype=np.int64)
    if form == LEAK_MULTIPLIER:
        within(parameter, 0, 32768, "M2 multiplier")
        within(v, *INT32, "M2 potential")
        return rshr(np.asarray(v, dtype=np.int64) * parameter, 15)
    within(parameter, 1, 15, "M2 shift")
    if form == LEAK_RETAIN:
        return rshr(v, parameter)
    if form == LEAK_DECAY:
        return v - rshr(v, parameter)
    raise ValueError(f"leak form {form}")
