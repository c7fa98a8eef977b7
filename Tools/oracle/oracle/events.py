"""Event frames, rules E1 to E5."""

import numpy as np

BY_TIME, BY_COUNT = 1, 2


class RecordingError(ValueError):
    """E5: an event outside the sensor, a polarity other than 0 or 1, or time running back."""


def check_recording(events, height, width):
    """E5; events: (N, 4) int64 of x, y, polarity, time in microseconds."""
    x, y, p, time = events.T
    inside = (x >= 0) & (x < width) & (y >= 0) & (y < height) & (p >= 0) & (p <= 1)
    if not inside.all():
        raise RecordingError(f"event {int(np.argmin(inside))} lies outside the sensor")
    if (np.diff(time) < 0).any():
        raise RecordingError(f"event {int(np.argmax(np.diff(time) < 0)) + 1} runs back in time")


def frame_numbers(events, timesteps, binning):
    """E1 and E2: the frame 0...T - 1 of each event, (N,)."""
    count = len(events)
    time = events[:, 3]
    if binning == BY_TIME:
        place, width = time - time[0], (time[-1] - time[0]) // timesteps
    else:
        place, width = np.arange(count), count // timesteps
    if width == 0:
        return np.full(count, timesteps - 1)
    return np.minimum(place // width, timesteps - 1)


def frames(events, shape, timesteps, binning):
    """E1 to E5: T frames (T, H, W, 2) of counts 0...255 from events (N, 4); N may be 0."""
    height, width = shape
    events = np.asarray(events, dtype=np.int64).reshape(-1, 4)
    result = np.zeros((timesteps, height, width, 2), dtype=np.int64)
    if len(events):
        check_recording(events, height, width)
        t = frame_numbers(events, timesteps, binning)
        np.add.at(result, (t, events[:, 1], events[:, 0], events[:, 2]), 1)
    return np.minimum(result, 255)
