"""What the rates are set on: smooth random images and event frames, or records of a file."""

from pathlib import Path

import numpy as np
from oracle import data
from oracle.events import frames

from ..errors import UserError

SCALES = (32, 16, 8, 4, 2)
FORMS = ("npy", "idx", "cifar10", "cifar100", "nmnist")


def smooth(count: int, shape: tuple[int, int, int], seed: int) -> np.ndarray:
    """Random images (N,H,W,C) uint8 whose detail falls as 1/f; integers only, so the same anywhere.

    Grids of random values, coarse to fine, are interpolated and summed, each as strong as it is
    coarse; every image then spans 0 to 255.
    """
    generator = np.random.default_rng([seed, 0x1F])
    total = np.zeros((count, *shape), dtype=np.int64)
    for scale in SCALES:
        size = (count, shape[0] // scale + 2, shape[1] // scale + 2, shape[2])
        grid = generator.integers(-1024, 1025, size)
        total += _stretch(_stretch(grid, scale, 1, shape[0]), scale, 2, shape[1]) // scale
    low = total.min(axis=(1, 2, 3), keepdims=True)
    span = total.max(axis=(1, 2, 3), keepdims=True) - low
    return ((total - low) * 255 // span).astype(np.uint8)


def _stretch(grid: np.ndarray, scale: int, axis: int, length: int) -> np.ndarray:
    """Linear interpolation of a grid along an axis to `length` places, times `scale`."""
    place = np.arange(length)
    fraction = (place % scale).reshape([-1 if a == axis else 1 for a in range(grid.ndim)])
    left, right = (np.take(grid, place // scale + step, axis) for step in (0, 1))
    return left * (scale - fraction) + right * fraction


def random_frames(count: int, timesteps: int, shape: tuple[int, int, int], seed: int) -> np.ndarray:
    """Event frames (N,T,H,W,2) uint8: one event with a probability that is a smooth image's."""
    odds = smooth(count, shape, seed).astype(np.int64)[:, None]
    generator = np.random.default_rng([seed, 0xE7])
    drawn = generator.integers(0, 1024, (count, timesteps, *shape))
    return (drawn < odds * odds // 128).astype(np.uint8)


def read(path: Path, form: str, graph: dict, count: int) -> np.ndarray:
    """The first `count` records: images (N,H,W,C), or event frames (N,T,H,W,2), uint8.

    Forms: npy (that very array), idx, cifar10, cifar100 (one binary batch), nmnist (a folder of
    .bin recordings). UserError if they cannot be read or are not the network's input.
    """
    try:
        records = READERS[form](path, graph, count)
    except (OSError, ValueError) as error:
        raise UserError(f"{path}: no records of form {form} ({error})") from error
    channels, *size = graph["input"]["shape"]
    wanted = (*size, channels)
    if graph["input"]["kind"] == "events":
        wanted = (graph["timesteps"], *wanted)
    if records.dtype != np.uint8 or records.shape[1:] != wanted or not len(records):
        raise UserError(f"{path}: records {records.shape} of {records.dtype}, not (N, {wanted})")
    return records


def _npy(path: Path, graph: dict, count: int) -> np.ndarray:
    return np.load(path)[:count]


def _idx(path: Path, graph: dict, count: int) -> np.ndarray:
    return data.read_idx(path)[:count, :, :, None]


def _cifar(data_set: str):
    def read_batch(path: Path, graph: dict, count: int) -> np.ndarray:
        images = [data.read_cifar(data_set, path, i) for i in range(count)]
        return np.frombuffer(b"".join(images), np.uint8).reshape(-1, 32, 32, 3)

    return read_batch


def _nmnist(path: Path, graph: dict, count: int) -> np.ndarray:
    recordings = sorted(path.rglob("*.bin"))[:count]
    if not recordings:
        raise ValueError("a folder without .bin recordings")
    binning = {"time": 1, "count": 2}[graph["input"]["binning"]]
    size, timesteps = tuple(graph["input"]["shape"][1:]), graph["timesteps"]
    made = [frames(data.read_nmnist(r), size, timesteps, binning) for r in recordings]
    return np.stack(made).astype(np.uint8)


READERS = {
    "npy": _npy,
    "idx": _idx,
    "cifar10": _cifar("cifar10"),
    "cifar100": _cifar("cifar100"),
    "nmnist": _nmnist,
}
