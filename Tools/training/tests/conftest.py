"""A tiny image set in IDX files and a tiny configuration."""

import gzip
import json
import struct
from pathlib import Path

import numpy as np
import pytest
import torch

REPOSITORY = Path(__file__).resolve().parents[3]


def write_idx(path: Path, values: np.ndarray) -> None:
    header = struct.pack(f">BBBB{values.ndim}I", 0, 0, 8, values.ndim, *values.shape)
    path.write_bytes(gzip.compress(header + values.tobytes()))


@pytest.fixture(autouse=True)
def one_thread():
    torch.set_num_threads(1)


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    """Two classes that differ in which half is bright: 96 training and 32 test records."""
    folder = tmp_path / "data"
    folder.mkdir()
    generator = np.random.default_rng(5)
    for stem, count in (("train", 96), ("t10k", 32)):
        labels = generator.integers(0, 2, count).astype(np.uint8)
        images = generator.integers(0, 60, (count, 8, 8)).astype(np.uint8)
        images[labels == 0, :4] += 150
        images[labels == 1, 4:] += 150
        write_idx(folder / f"{stem}-images-idx3-ubyte.gz", images)
        write_idx(folder / f"{stem}-labels-idx1-ubyte.gz", labels)
    return folder


@pytest.fixture
def config() -> dict:
    """The Fashion-MNIST configuration, cut down to two classes, 8x8 pixels and two short phases."""
    text = (REPOSITORY / "Tools/training/configs/fashion.json").read_text()
    config = json.loads(text)
    config["name"] = "tiny"
    config["threads"] = 1
    config["data"]["classes"] = ["top", "bottom"]
    config["data"]["held_out"] = {"first": 64, "count": 32}
    config["data"]["input"]["shape"] = [1, 8, 8]
    layers = [{"conv": 4}, {"max_pool": 2}, {"conv": 4}]
    config["network"] = {"family": "plain", "layers": layers}
    for phase in config["phases"]:
        phase.update(epochs=2, batch=16, precision="float32")
    return config


def program() -> Path:
    """The program that reads what is trained; built by `make release`."""
    path = REPOSITORY / "build" / "release" / "atsnn"
    assert path.is_file(), f"{path} is missing: run `make release`"
    return path
