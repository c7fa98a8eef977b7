"""Records of published data sets as the network sees them: bytes in element order y, x, c."""

import gzip
from pathlib import Path

import numpy as np

from .events import frames
from .model import IMAGE

# bytes of labels before the pixels of a CIFAR record (32x32, planes red, green, blue)
CIFAR_LABELS = {"cifar10": 1, "cifar100": 2}


def read_idx(path):
    """Images (N, H, W) uint8 of an IDX file, gzipped or not; ValueError if it is none."""
    data = Path(path).read_bytes()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    count, height, width = (int.from_bytes(data[i : i + 4], "big") for i in (4, 8, 12))
    if data[:4] != b"\0\0\x08\x03" or len(data) != 16 + count * height * width:
        raise ValueError(f"{path}: no IDX file of images")
    return np.frombuffer(data, dtype=np.uint8, offset=16).reshape(count, height, width)


def read_cifar(data_set, path, index):
    """One CIFAR image, 3072 bytes in element order."""
    labels = CIFAR_LABELS[data_set]
    record = np.fromfile(path, dtype=np.uint8, count=labels + 3072, offset=index * (labels + 3072))
    if len(record) != labels + 3072:
        raise ValueError(f"{path}: no record {index}")
    return record[labels:].reshape(3, 32, 32).transpose(1, 2, 0).tobytes()


def read_nmnist(path):
    """Events (N, 4) of an N-MNIST recording: x, y, polarity, microseconds; 5 bytes an event."""
    raw = np.fromfile(path, dtype=np.uint8).astype(np.int64)
    if len(raw) % 5:
        raise ValueError(f"{path}: no whole number of events")
    x, y, high, middle, low = raw.reshape(-1, 5).T
    return np.stack([x, y, high >> 7, (high & 127) << 16 | middle << 8 | low], axis=1)


def record(model, data_set, path, index):
    """The input bytes of a record of a data set for a model; ValueError if the sizes differ."""
    if data_set in CIFAR_LABELS:
        data = read_cifar(data_set, path, index)
    elif data_set == "nmnist" and index == 0:
        events = read_nmnist(path)
        shape = (model.height, model.width)
        data = frames(events, shape, len(model.timesteps), model.binning).astype("u1").tobytes()
    else:
        raise ValueError(f"data set {data_set}, record {index} is not known")
    return fitting(model, data, path)


def fitting(model, data, what):
    """The data, if its size is the model's input; ValueError otherwise."""
    repeats = 1 if model.input_kind == IMAGE else len(model.timesteps)
    size = int(np.prod(model.input_shape)) * repeats
    if len(data) != size:
        raise ValueError(f"{what}: {len(data)} bytes, the image wants {size}")
    return data
