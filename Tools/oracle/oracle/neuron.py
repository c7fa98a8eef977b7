"""The spiking neuron, rules M1 to M5: leak, add, saturate, compare, reset."""

import numpy as np

from .arithmetic import leak, saturate, shift_current, within

RESET_HARD, RESET_SOFT = 0, 1


def threshold_limit(width):
    """The greatest threshold and soft reset of a membrane width (M4)."""
    return 8192 if width == 16 else 2**29


def charge(potential, current, node):
    """M1 to M3: (H, saturated) from V (H, W, C) and I (H, W, C); saturated is a boolean array."""
    exact = leak(potential, node.leak_form, node.leak_parameter)
    exact = exact + shift_current(current, node.shift)
    limited = saturate(exact, node.membrane_width)
    return limited, limited != exact


def fire(charged, node):
    """M4 and M5: (spikes, V) from H; both (H, W, C), spikes 0 or 1."""
    limit = threshold_limit(node.membrane_width)
    threshold = within(node.threshold, 1, limit, "M4 threshold")
    spikes = (charged >= threshold).astype(np.int64)
    if node.reset_form == RESET_HARD:
        after = np.where(spikes == 1, 0, charged)
    else:
        after = charged - spikes * within(node.reset, 1, limit, "M5 reset")
    half = 2 ** (node.membrane_width - 1)
    return spikes, within(after, -half, half - 1, "M5 potential")
