"""Digests, rules D1 to D3."""

import numpy as np

from .arithmetic import within

OFFSET_BASIS = 14695981039346656037
PRIME = 1099511628211
MASK = 2**64 - 1


def fnv1a(data):
    """D1: 64-bit FNV-1a of bytes, as 16 lowercase hexadecimal digits."""
    h = OFFSET_BASIS
    for byte in data:
        h = ((h ^ byte) * PRIME) & MASK
    return f"{h:016x}"


def output_digest(x, maximum_count):
    """D2: digest of an output tensor (H, W, C) whose elements are 0...maximum_count."""
    x = within(x, 0, maximum_count, "T3 count")
    return fnv1a(x.astype("<u1" if maximum_count <= 255 else "<u2").tobytes())


def membrane_digest(v, width):
    """D3: digest of the potentials after reset (H, W, C), width 16 or 32 bits."""
    half = 2 ** (width - 1)
    v = within(v, -half, half - 1, "D3 potential")
    return fnv1a(np.ascontiguousarray(v).astype(f"<i{width // 8}").tobytes())
