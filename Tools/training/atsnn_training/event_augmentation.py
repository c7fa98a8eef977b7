"""Random changes of a recording that keep its digit: moved, turned, thinned. Polarities stay."""

import numpy as np
from atsnn_networks.errors import UserError

PIXELS, DEGREES, SHARE = "shift", "rotation", "drop"
"""Keys of a configuration's augmentation: greatest shift each way in pixels, greatest turn each way
in degrees, greatest share of events left out."""


def check(how: dict) -> None:
    """UserError for an augmentation that recordings do not have."""
    if how.keys() != {PIXELS, DEGREES, SHARE}:
        raise UserError(f"augmentation of events: {', '.join(how)}; wanted shift, rotation, drop")


def change(
    events: np.ndarray, size: tuple[int, int], how: dict, numbers: np.random.Generator
) -> np.ndarray:
    """The recording `events` (int64 [N,4]) moved, turned about the sensor's centre and thinned.

    All three are drawn evenly up to what `how` allows. Events that leave the sensor of `size`
    (height, width) are lost; times and order stay, so binning stays defined (rule E5).
    """
    height, width = size
    shift = numbers.integers(-how[PIXELS], how[PIXELS] + 1, 2)
    angle = np.deg2rad(numbers.uniform(-how[DEGREES], how[DEGREES]))
    kept = numbers.random(len(events)) >= numbers.uniform(0, how[SHARE])
    x, y = _turned(events, angle, size)
    x, y = x + shift[0], y + shift[1]
    kept &= (x >= 0) & (x < width) & (y >= 0) & (y < height)
    return np.stack([x, y, events[:, 2], events[:, 3]], axis=1)[kept]


def _turned(
    events: np.ndarray, angle: float, size: tuple[int, int]
) -> tuple[np.ndarray, np.ndarray]:
    """Columns and rows after a turn by `angle` radians, to the nearest pixel."""
    height, width = size
    x, y = events[:, 0] - (width - 1) / 2, events[:, 1] - (height - 1) / 2
    cosine, sine = np.cos(angle), np.sin(angle)
    columns = np.rint(cosine * x - sine * y + (width - 1) / 2)
    rows = np.rint(sine * x + cosine * y + (height - 1) / 2)
    return columns.astype(np.int64), rows.astype(np.int64)
