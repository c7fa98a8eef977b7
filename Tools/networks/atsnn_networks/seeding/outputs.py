"""The records that rates were set on, in forms that `atsnn` reads."""

from pathlib import Path

import numpy as np

from ..errors import UserError

FRAME_MICROSECONDS = 1000


def keep(path: Path, records: np.ndarray, answers: np.ndarray) -> None:
    """Writes records (N,...) with the classes `answers` (N,) as their labels.

    Images become `path`, an .npy file, with -labels.npy beside it; event frames become N-MNIST
    recordings in a folder a class under `path`, of which binning by time makes the same frames.
    UserError if `path` holds recordings already: the program would read those too.
    """
    if records.ndim == 4:
        np.save(path, records)
        np.save(path.with_name(path.stem + "-labels.npy"), answers.astype(np.uint8))
        return
    if any(path.glob("*/*.bin")):
        raise UserError(f"{path}: holds recordings already; give a new folder")
    for number, (frames, label) in enumerate(zip(records, answers)):
        folder = path / str(label)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number:05}.bin").write_bytes(recording(frames))


def recording(frames: np.ndarray) -> bytes:
    """The 5-byte events of frames (T,H,W,2), which must have one in the first and the last frame.

    The last event closes the last interval, so every frame lasts FRAME_MICROSECONDS (rule E1).
    """
    t, y, x, p = np.repeat(np.argwhere(frames), frames[frames > 0], axis=0).T
    time = t * FRAME_MICROSECONDS
    time[-1] = len(frames) * FRAME_MICROSECONDS
    high = p << 7 | time >> 16
    return np.stack([x, y, high, time >> 8 & 255, time & 255], axis=1).astype(np.uint8).tobytes()
