"""Records of data sets in their publishers' formats, made up here."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest
from oracle.commands import vectors_model
from oracle.data import read_cifar, read_idx, read_nmnist, record
from oracle.reader import read
from oracle.replay import verify


def idx(images):
    """An IDX file of images (N, H, W)."""
    sizes = b"".join(n.to_bytes(4, "big") for n in images.shape)
    return b"\0\0\x08\x03" + sizes + images.tobytes()


def test_idx_plain_and_gzipped(tmp_path):
    images = np.arange(24, dtype=np.uint8).reshape(2, 3, 4)
    (tmp_path / "a").write_bytes(idx(images))
    (tmp_path / "b.gz").write_bytes(gzip.compress(idx(images)))
    assert (read_idx(tmp_path / "a") == images).all() and (
        read_idx(tmp_path / "b.gz") == images
    ).all()
    (tmp_path / "c").write_bytes(idx(images)[:-1])
    with pytest.raises(ValueError, match="no IDX"):
        read_idx(tmp_path / "c")


def test_cifar_planes_become_elements(tmp_path):
    planes = np.arange(3072) % 251
    record = np.concatenate([[7], planes]).astype(np.uint8).tobytes()
    (tmp_path / "batch").write_bytes(bytes(3073) + record)
    found = read_cifar("cifar10", tmp_path / "batch", 1)
    assert list(found[:6]) == [planes[i] for i in (0, 1024, 2048, 1, 1025, 2049)]
    with pytest.raises(ValueError, match="record 2"):
        read_cifar("cifar10", tmp_path / "batch", 2)


def test_nmnist_events(tmp_path):
    (tmp_path / "e.bin").write_bytes(bytes([3, 4, 0x81, 2, 3, 33, 0, 0, 0, 9]))
    assert read_nmnist(tmp_path / "e.bin").tolist() == [[3, 4, 1, 66051], [33, 0, 0, 9]]


class Options:
    """What the parser of vectors-model gives."""

    def __init__(self, **fields):
        defaults = {"data": None, "data_set": None, "file": None, "corner": "tests"}
        self.__dict__.update(defaults | fields)


def test_folder_of_a_model_on_committed_images(tmp_path, vectors_folder):
    image = vectors_folder / "input-gray-5x5" / "image.atsnn"
    images = np.arange(3 * 63, dtype=np.uint8).reshape(3, 7, 9)
    (tmp_path / "t10k-images-idx3-ubyte.gz").write_bytes(gzip.compress(idx(images)))
    vectors_model(
        Options(
            image=image,
            name="gray",
            indices="2,0",
            out=tmp_path / "out",
            data=str(tmp_path / "t10k-images-idx3-ubyte.gz"),
        )  # fmt: skip
    )
    contents = json.loads((tmp_path / "out" / "gray" / "vectors.json").read_text())
    assert [v["name"] for v in contents["vectors"]] == ["t10k-2", "t10k-0"]
    assert "--data DIR/t10k-images-idx3-ubyte.gz --indices 2,0" in contents["command"]
    assert str(tmp_path) not in contents["command"]
    assert verify(tmp_path / "out") == (2, 0, 0)
    assert (tmp_path / "out/gray/input-0.bin").read_bytes() == images[2].tobytes()


def test_folder_of_a_data_set_holds_no_data(tmp_path, monkeypatch, vectors_folder):
    image = vectors_folder / "events-by-time" / "image.atsnn"
    place = tmp_path / "nmnist" / "Test" / "0"
    place.mkdir(parents=True)
    (place / "00001.bin").write_bytes(bytes([1, 2, 0x80, 0, 5, 4, 5, 0, 1, 5]))
    monkeypatch.setenv("ATSNN_DATA", str(tmp_path))
    vectors_model(
        Options(
            image=image,
            name="events",
            indices="0",
            out=tmp_path / "out",
            data_set="nmnist",
            file="Test/0/00001.bin",
        )  # fmt: skip
    )
    names = {p.name for p in Path(tmp_path / "out" / "events").iterdir()}
    assert names == {"vectors.json", "image.atsnn"}
    assert verify(tmp_path / "out") == (1, 0, 0)
    monkeypatch.delenv("ATSNN_DATA")
    assert verify(tmp_path / "out") == (0, 0, 1)


def test_a_record_of_the_wrong_size_is_refused(tmp_path, vectors_folder):
    model = read((vectors_folder / "weights-int8" / "image.atsnn").read_bytes())
    (tmp_path / "batch").write_bytes(bytes(3073))
    with pytest.raises(ValueError, match="the image wants 32"):
        record(model, "cifar10", tmp_path / "batch", 0)
