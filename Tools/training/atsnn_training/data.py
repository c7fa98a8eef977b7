"""Training, held-out and test records of a data set."""

from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import torch
from atsnn_networks.errors import UserError
from torch import Tensor

from . import cifar, cifar10_dvs, event_lists, idx, image_augmentation, nmnist
from .event_records import EventRecords, recordings

EVENT_SETS = (nmnist, cifar10_dvs)
FILES = {
    "train": ("train-images-idx3-ubyte", "train-labels-idx1-ubyte"),
    "test": ("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"),
}


@dataclass(frozen=True)
class Records:
    """Images (uint8 [N,C,H,W]) and labels (int64 [N]) of consecutive records of a data file."""

    images: Tensor
    labels: Tensor

    def __len__(self) -> int:
        """The number of records."""
        return len(self.labels)

    def part(self, first: int, count: int) -> "Records":
        """Records `first` to `first + count - 1`."""
        return Records(self.images[first : first + count], self.labels[first : first + count])

    def chosen(self, indices: Tensor | list[int]) -> "Records":
        """The records `indices`, in that order."""
        return Records(self.images[indices], self.labels[indices])

    @staticmethod
    def check_augmentation(how: dict) -> None:
        """UserError for an augmentation that these records do not have."""
        image_augmentation.check(how)

    def augmented(self, how: dict, graph: dict, generator: torch.Generator) -> "Records":
        """Every record changed at random as `image_augmentation.change` says; blank is the mean."""
        blank = graph["input"]["mean"]
        return Records(image_augmentation.change(self.images, how, blank, generator), self.labels)

    def inputs(self, graph: dict) -> Tensor:
        """What the network of `graph` sees: normalised images, float32 [N,C,H,W]."""
        return normalise(self.images, graph["input"]["mean"], graph["input"]["std"])


AnyRecords = Records | EventRecords


@dataclass(frozen=True)
class Split:
    """Training records without the held-out ones, and the held-out ones."""

    training: AnyRecords
    held_out: AnyRecords


def read_records(folder: Path, which: str) -> AnyRecords:
    """The "train" or "test" records of a data set in `folder`; UserError if incomplete.

    CIFAR-10 or CIFAR-100 where binary files of it lie there, N-MNIST where Train or Test holds
    label folders, CIFAR10-DVS where folders of its classes hold recordings, else an IDX data set.
    """
    if event_set := _event_set(folder):
        return recordings(event_set, event_set.paths(folder, which))
    if cifar.version(folder):
        images, labels = cifar.read(folder, which)
        return Records(torch.from_numpy(images), torch.from_numpy(labels.astype("int64")))
    image_stem, label_stem = FILES[which]
    image_path = idx.find(folder, image_stem)
    images = idx.read(image_path)
    labels = idx.read(idx.find(folder, label_stem))
    if images.ndim != 3 or labels.ndim != 1 or len(images) != len(labels):
        raise UserError(f"{image_path}: {images.shape} images against {labels.shape} labels")
    return Records(
        torch.from_numpy(images.copy()).unsqueeze(1), torch.from_numpy(labels.astype("int64"))
    )


def _event_set(folder: Path) -> ModuleType | None:
    return next((known for known in EVENT_SETS if known.is_present(folder)), None)


def files(folder: Path, which: str) -> list[Path]:
    """The files of the "train" or "test" records, images before labels."""
    if event_set := _event_set(folder):
        return event_set.paths(folder, which)
    if cifar.version(folder):
        return cifar.paths(folder, which)
    return [idx.find(folder, stem) for stem in FILES[which]]


def digests(folder: Path, which: str) -> dict[str, str]:
    """SHA-256 by file name of the "train" or "test" files; of all recordings in order as one."""
    paths = files(folder, which)
    if _event_set(folder):
        return {f"{which.capitalize()} ({len(paths)} recordings)": idx.sha256(*paths)}
    return {path.name: idx.sha256(path) for path in paths}


def held_out_places(records: AnyRecords, held_out: dict) -> list[int]:
    """The held-out records of a configuration, ascending.

    It says {"first": F, "count": N}, {"every": N} or {"list": NAME}: every Nth record
    is the last of N; a list is one of `event_lists`, its thresholds are held out. UserError for
    records that are not there.
    """
    if "every" in held_out:
        return list(range(held_out["every"] - 1, len(records), held_out["every"]))
    if "list" in held_out:
        return event_lists.places(records.names, event_lists.read(held_out["list"])["thresholds"])
    first, count = held_out["first"], held_out["count"]
    if not 0 <= first <= first + count <= len(records):
        raise UserError(f"held-out records {first}+{count} lie outside the {len(records)} records")
    return list(range(first, first + count))


def ranges(places: list[int]) -> list[dict[str, int]]:
    """Ascending record numbers as runs {"first": F, "count": N}."""
    found: list[dict[str, int]] = []
    for place in places:
        if found and found[-1]["first"] + found[-1]["count"] == place:
            found[-1]["count"] += 1
        else:
            found.append({"first": place, "count": 1})
    return found


def split(records: AnyRecords, held_out: list[int]) -> Split:
    """Takes the records `held_out` out of training; they are never trained on."""
    others = torch.ones(len(records), dtype=torch.bool)
    others[held_out] = False
    return Split(records.chosen(others.nonzero().flatten()), records.chosen(held_out))


def normalise(images: Tensor, mean: list[float], std: list[float]) -> Tensor:
    """(pixel - mean) / std per plane, float32, of uint8 images [N,C,H,W]."""
    shape = (1, -1, 1, 1)
    return (images.float() - torch.tensor(mean).view(shape)) / torch.tensor(std).view(shape)
