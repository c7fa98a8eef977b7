"""Scales of int8 graphs: weights per output channel, activations per tensor."""

import numpy as np

IMAGE_LEVELS = 255


def weights(real: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Integers (int8, within +-127) and scales (float32, one a channel) of (O,...) weights."""
    greatest = np.abs(real.reshape(len(real), -1)).max(axis=1)
    scale = (np.maximum(greatest, 1e-12) / 127).astype(np.float32)
    shape = (-1,) + (1,) * (real.ndim - 1)
    return np.rint(real / scale.reshape(shape)).clip(-127, 127).astype(np.int8), scale


def bias(real: np.ndarray, source_scale: float, scales: np.ndarray) -> np.ndarray:
    """Biases as int32 in units of source scale times weight scale."""
    units = np.rint(real / (scales.astype(np.float64) * source_scale))
    return units.clip(-(2**31), 2**31 - 1).astype(np.int32)


def span(low: float, high: float) -> tuple[float, int]:
    """Scale and zero point of u8 values between `low` <= 0 and `high` > 0; 0 is exact."""
    scale = float(np.float32((high - low) / IMAGE_LEVELS))
    return scale, int(round(-low / scale))


def image_span(images: np.ndarray) -> tuple[float, int]:
    """Scale and zero point of normalised images."""
    return span(min(0.0, float(images.min())), max(1e-6, float(images.max())))
