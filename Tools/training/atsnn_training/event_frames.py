"""The published binning of recordings into frames (rules E1 to E5), by Tools/oracle; no PyTorch."""

import numpy as np
from oracle.events import frames

BINNINGS = {"time": 1, "count": 2}


def counts(events: np.ndarray, graph: dict, sensor: tuple[int, int]) -> np.ndarray:
    """What the network of `graph` sees of a recording: uint8 [T,H,W,2].

    `events` is int64 [N,4] of x, y, polarity, microseconds; T are the timesteps of the graph.
    Where the graph's input is smaller than the `sensor` (height, width), pixels are put together.
    """
    source = graph["input"]
    size = tuple(source["shape"][1:])
    if size != sensor:
        y, x = (events[:, column] * n // whole for column, n, whole in zip((1, 0), size, sensor))
        events = np.stack([x, y, events[:, 2], events[:, 3]], axis=1)
    made = frames(events, size, graph["timesteps"], BINNINGS[source["binning"]])
    return made.astype(np.uint8)
