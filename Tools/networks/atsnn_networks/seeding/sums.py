"""Synaptic sums of many images at once, exact integers computed by floating-point products."""

import numpy as np

FLOAT32_EXACT, FLOAT64_EXACT = 2**24, 2**53
CHUNK = 2**23
"""Elements of the matrix of windows that is made at once."""


def convolution(
    values: np.ndarray, weights: np.ndarray, stride: list[int], padding: list[int]
) -> np.ndarray:
    """Rule S2: int64 sums (N,T,h,w,O) of integer values (N,T,H,W,C) and weights (Kh,Kw,C,O)."""
    maps = values.reshape(-1, *values.shape[2:])
    windows = _windows(maps, weights.shape[:2], stride, padding)
    size = windows.shape[1:3]
    flat = weights.reshape(-1, weights.shape[-1])
    at_once = max(1, CHUNK // (size[0] * size[1] * len(flat)))
    parts = [windows[i : i + at_once] for i in range(0, len(maps), at_once)]
    sums = [exact(part.reshape(-1, len(flat)), flat) for part in parts]
    return np.concatenate(sums).reshape(*values.shape[:2], *size, -1)


def full(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Rule S3: int64 sums (N,T,1,1,O) of values (N,T,H,W,C) and weights (J,O), j in y,x,c order."""
    flat = values.reshape(-1, len(weights))
    return exact(flat, weights).reshape(*values.shape[:2], 1, 1, -1)


def pooled(values: np.ndarray, kernel: list[int], stride: list[int], largest: bool) -> np.ndarray:
    """Rules P1 (largest) and P2 without padding, (N,T,h,w,C) of the values' type."""
    view = np.lib.stride_tricks.sliding_window_view(values, tuple(kernel), axis=(2, 3))
    view = view[:, :, :: stride[0], :: stride[1]]
    return view.max(axis=(5, 6)) if largest else view.sum(axis=(5, 6), dtype=values.dtype)


def exact(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """values (R,J) @ weights (J,O), int64; in a float that holds every partial sum exactly."""
    bound = int(np.abs(weights).sum(axis=0).max()) * int(np.abs(values).max(initial=0))
    if bound >= FLOAT64_EXACT:
        raise OverflowError(f"sums up to {bound} are no exact float64")
    kind = np.float32 if bound < FLOAT32_EXACT else np.float64
    return np.rint(values.astype(kind) @ weights.astype(kind)).astype(np.int64)


def _windows(
    maps: np.ndarray, kernel: tuple[int, ...], stride: list[int], padding: list[int]
) -> np.ndarray:
    """Every window of maps (N,H,W,C), outside 0: a view (N,h,w,Kh,Kw,C)."""
    padded = np.pad(maps, [(0, 0)] + [(p, p) for p in padding] + [(0, 0)])
    view = np.lib.stride_tricks.sliding_window_view(padded, kernel, axis=(1, 2))
    return view[:, :: stride[0], :: stride[1]].transpose(0, 1, 2, 4, 5, 3)
