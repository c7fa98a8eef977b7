"""CIFAR10-DVS: AEDAT recordings in folders named by the class, and the published conventions.

Upright pictures: x is 127 minus the address's y, y is 127 minus its x, and polarity 1 is the
address's 0. Frames are dealt by number of events (rule E2). The publisher divides nothing: of every
class the first nine tenths, by the number in the file's name, are for training, the rest for test.
"""

from pathlib import Path

import numpy as np
from atsnn_networks.errors import UserError
from oracle.events import RecordingError, check_recording

from . import aedat

CLASSES = (
    "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
)  # fmt: skip
SIZE = (aedat.SIDE, aedat.SIDE)
TRAINING_TENTHS = 9


def is_present(folder: Path) -> bool:
    """Whether `folder` holds the folder of a class with recordings."""
    return any(next((folder / name).glob("*.aedat"), None) for name in CLASSES)


def paths(folder: Path, which: str) -> list[Path]:
    """The "train" or "test" recordings, by class, then number; UserError where a class has none."""
    found = []
    for name in CLASSES:
        own = sorted((folder / name).glob("*.aedat"), key=_number)
        if not own:
            raise UserError(
                f"{folder}: no recordings {name}/*.aedat; download CIFAR10-DVS from "
                "https://figshare.com/articles/dataset/CIFAR10-DVS_New/4724671, unpack its ten "
                "archives side by side, and pass their folder"
            )
        first = len(own) * TRAINING_TENTHS // 10
        found += own[:first] if which == "train" else own[first:]
    return found


def label(path: Path) -> int:
    """The class of a recording, from its folder."""
    return CLASSES.index(path.parent.name)


def read(path: Path) -> np.ndarray:
    """The events (int64 [N,4]: x, y, polarity, microseconds), upright, on 128 x 128 pixels.

    UserError as of `aedat.read`, and where time runs back.
    """
    x, y, polarity, time = aedat.read(path).T
    events = np.stack([aedat.SIDE - 1 - y, aedat.SIDE - 1 - x, 1 - polarity, time], axis=1)
    try:
        check_recording(events, *SIZE)
    except RecordingError as error:
        raise UserError(f"{path}: {error}; get the file again") from error
    return events


def _number(path: Path) -> tuple[int, str]:
    digits = path.stem.rpartition("_")[2]
    return (int(digits) if digits.isdigit() else 0, path.name)
