"""Training, held-out and test records of an image set, and the augmentation."""

from dataclasses import dataclass
from pathlib import Path

import torch
from atsnn_networks.errors import UserError
from torch import Tensor
from torch.nn import functional

from . import cifar, idx

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


@dataclass(frozen=True)
class Split:
    """Training records without the held-out ones, and the held-out ones."""

    training: Records
    held_out: Records


def read_records(folder: Path, which: str) -> Records:
    """The "train" or "test" records of an image set in `folder`; UserError if incomplete.

    CIFAR-10 where its binary batches lie there, an IDX data set otherwise.
    """
    if cifar.is_present(folder):
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


def files(folder: Path, which: str) -> list[Path]:
    """The files of the "train" or "test" records, images before labels."""
    if cifar.is_present(folder):
        return [cifar.find(folder, name) for name in cifar.FILES[which]]
    return [idx.find(folder, stem) for stem in FILES[which]]


def split(records: Records, first: int, count: int) -> Split:
    """Takes records `first` to `first + count - 1` out of training; they are never trained on."""
    if not 0 <= first <= first + count <= len(records):
        raise UserError(f"held-out records {first}+{count} lie outside the {len(records)} records")
    chosen = torch.zeros(len(records), dtype=torch.bool)
    chosen[first : first + count] = True
    training = Records(records.images[~chosen], records.labels[~chosen])
    return Split(training, records.part(first, count))


def normalise(images: Tensor, mean: list[float], std: list[float]) -> Tensor:
    """(pixel - mean) / std per plane, float32, of uint8 images [N,C,H,W]."""
    shape = (1, -1, 1, 1)
    return (images.float() - torch.tensor(mean).view(shape)) / torch.tensor(std).view(shape)


def augment(images: Tensor, padding: int, flip: bool, generator: torch.Generator) -> Tensor:
    """A random crop after padding with raw 0 (black), and a mirror image for half of the records.

    uint8 [N,C,H,W] in and out; every record has its own offset, 0 to 2 * padding each way.
    """
    count, _, height, width = images.shape
    padded = functional.pad(images, (padding,) * 4)
    top = torch.randint(2 * padding + 1, (count, 1), generator=generator)
    left = torch.randint(2 * padding + 1, (count, 1), generator=generator)
    rows = top + torch.arange(height)
    columns = torch.arange(width).expand(count, width)
    if flip:
        mirrored = torch.rand(count, 1, generator=generator) < 0.5
        columns = torch.where(mirrored, width - 1 - columns, columns)
    columns = left + columns
    record = torch.arange(count).view(-1, 1, 1)
    cropped = padded.permute(0, 2, 3, 1)[record, rows.unsqueeze(2), columns.unsqueeze(1)]
    return cropped.permute(0, 3, 1, 2)
