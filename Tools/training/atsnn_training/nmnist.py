"""Reader of N-MNIST: one .bin recording a file, 5 bytes an event, in folders named by the digit.

`Train` and `Test` lie in the data set's folder as published. The order of recordings is the
program's: by digit, then file name. NumPy only, and the frames are binned by Tools/oracle.
"""

from pathlib import Path

import numpy as np
from atsnn_networks.errors import UserError
from oracle.data import read_nmnist
from oracle.events import RecordingError, check_recording

FOLDERS = {"train": "Train", "test": "Test"}
SIZE = (34, 34)
CLASSES = 10


def is_present(folder: Path) -> bool:
    """Whether `folder` holds a Train or Test folder with label folders."""
    return any((folder / name / str(d)).is_dir() for name in FOLDERS.values() for d in range(10))


def paths(folder: Path, which: str) -> list[Path]:
    """The "train" or "test" recordings of the data set in `folder`; as `find`."""
    return find(folder / FOLDERS[which])


def label(path: Path) -> int:
    """The digit of a recording, from its folder."""
    return int(path.parent.name)


def find(folder: Path) -> list[Path]:
    """The recordings of a folder of label folders, by label, then name; UserError if none."""
    found = [
        path
        for digit in range(CLASSES)
        for path in sorted((folder / str(digit)).glob("*.bin"))
        if path.stem.isdigit()
    ]
    if not found:
        raise UserError(
            f"{folder}: no N-MNIST recordings (0/*.bin to 9/*.bin); download N-MNIST from "
            "https://www.garrickorchard.com/datasets/n-mnist, unpack it, and pass the folder that "
            "holds Train and Test"
        )
    return found


def name(path: Path) -> str:
    """What lists call a recording: DIGIT/FILE."""
    return f"{path.parent.name}/{path.name}"


def read(path: Path) -> np.ndarray:
    """The events (int64 [N,4]: x, y, polarity, microseconds) of a recording.

    Raises UserError where it is missing, cut off, leaves the 34x34 sensor or runs back in time.
    """
    try:
        events = read_nmnist(path)
        check_recording(events, *SIZE)
    except OSError as error:
        raise UserError(f"{path}: cannot be read ({error.strerror})") from error
    except RecordingError as error:
        raise UserError(f"{path}: {error}; get the file again") from error
    except ValueError as error:
        raise UserError(
            f"{path}: {path.stat().st_size} bytes, no multiple of 5 bytes an event; "
            "get the file again"
        ) from error
    return events
