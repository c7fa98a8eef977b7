"""Reader of CIFAR-10's binary version: records of a label byte and 3072 bytes of three planes."""

from pathlib import Path

import numpy as np
from atsnn_networks.errors import UserError

FILES = {
    "train": tuple(f"data_batch_{number}.bin" for number in range(1, 6)),
    "test": ("test_batch.bin",),
}
PLANES = (3, 32, 32)
RECORD = 1 + 3072
CLASSES = 10


def is_present(folder: Path) -> bool:
    """Whether any of the batches lies in `folder`."""
    return any((folder / name).is_file() for names in FILES.values() for name in names)


def find(folder: Path, name: str) -> Path:
    """The batch `name` in `folder`; UserError where it is not."""
    path = folder / name
    if not path.is_file():
        raise UserError(
            f"{folder}: no {name}; download CIFAR-10's binary version from "
            "https://www.cs.toronto.edu/~kriz/cifar.html and pass its folder"
        )
    return path


def read(folder: Path, which: str) -> tuple[np.ndarray, np.ndarray]:
    """Images uint8 [N,3,32,32] and labels uint8 [N] of the "train" or "test" batches, in order.

    Raises UserError for a missing batch, a size that is no whole number of records, or a label
    above 9.
    """
    records = np.concatenate([_batch(find(folder, name)) for name in FILES[which]])
    return records[:, 1:].reshape(-1, *PLANES).copy(), records[:, 0].copy()


def _batch(path: Path) -> np.ndarray:
    content = np.fromfile(path, np.uint8)
    if len(content) == 0 or len(content) % RECORD:
        raise UserError(
            f"{path}: {len(content)} bytes are no whole number of {RECORD}-byte records"
        )
    records = content.reshape(-1, RECORD)
    if records[:, 0].max() >= CLASSES:
        raise UserError(f"{path}: a label of {records[:, 0].max()}, CIFAR-10 has 0 to 9")
    return records
