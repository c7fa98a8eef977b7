"""Pooling, rules P1 and P2, on (H, W, C) int64 tensors."""

from .arithmetic import within
from .connection import windows

MAXIMUM_COUNT_LIMIT = 65535


def max_pool(x, window):
    """P1: OR of each window; the source holds 0 and 1 only (WidthError otherwise)."""
    return windows(within(x, 0, 1, "P1 source"), window).max(axis=(2, 3))


def sum_pool(x, window):
    """P2: sum of each window, outside 0; at most 65535 by rule T3."""
    return within(windows(x, window).sum(axis=(2, 3)), 0, MAXIMUM_COUNT_LIMIT, "P2 sum")
