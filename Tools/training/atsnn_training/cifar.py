"""Reader of the binary versions of CIFAR-10 and CIFAR-100: label bytes, then three planes."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from atsnn_networks.errors import UserError

PLANES = (3, 32, 32)
PIXELS = 3072


@dataclass(frozen=True)
class Version:
    """A data set's files by "train" and "test", label bytes a record (the last counts), classes."""

    name: str
    files: dict[str, tuple[str, ...]]
    labels: int
    classes: int

    @property
    def record(self) -> int:
        """Bytes of a record."""
        return self.labels + PIXELS


TEN = Version(
    "CIFAR-10",
    {
        "train": tuple(f"data_batch_{number}.bin" for number in range(1, 6)),
        "test": ("test_batch.bin",),
    },
    labels=1,
    classes=10,
)
HUNDRED = Version(
    "CIFAR-100", {"train": ("train.bin",), "test": ("test.bin",)}, labels=2, classes=100
)


def version(folder: Path) -> Version | None:
    """Whose files lie in `folder`; None if neither's."""
    for known in (TEN, HUNDRED):
        if any((folder / name).is_file() for names in known.files.values() for name in names):
            return known
    return None


def paths(folder: Path, which: str) -> list[Path]:
    """The "train" or "test" files in `folder`; UserError where one is not."""
    known = version(folder) or TEN
    missing = [name for name in known.files[which] if not (folder / name).is_file()]
    if missing:
        raise UserError(
            f"{folder}: no {missing[0]}; download {known.name}'s binary version from "
            "https://www.cs.toronto.edu/~kriz/cifar.html and pass its folder"
        )
    return [folder / name for name in known.files[which]]


def read(folder: Path, which: str) -> tuple[np.ndarray, np.ndarray]:
    """Images uint8 [N,3,32,32] and labels uint8 [N] of the "train" or "test" files, in order.

    CIFAR-100's are its fine labels. Raises UserError for a missing file, a size that is no whole
    number of records, or a label that the data set does not have.
    """
    known = version(folder) or TEN
    records = np.concatenate([_records(path, known) for path in paths(folder, which)])
    labels = records[:, known.labels - 1].copy()
    return records[:, known.labels :].reshape(-1, *PLANES).copy(), labels


def _records(path: Path, known: Version) -> np.ndarray:
    content = np.fromfile(path, np.uint8)
    if len(content) == 0 or len(content) % known.record:
        raise UserError(
            f"{path}: {len(content)} bytes are no whole number of {known.record}-byte records; "
            "download it again"
        )
    records = content.reshape(-1, known.record)
    greatest = records[:, known.labels - 1].max()
    if greatest >= known.classes:
        raise UserError(f"{path}: a label of {greatest}, {known.name} has 0 to {known.classes - 1}")
    return records
