"""Which checkpoints are measured, on what, and what is said of the others."""

import numpy as np
import pytest
from atsnn_bench import catalogue, networks
from oracle import data, events


@pytest.fixture
def recordings(tmp_path, monkeypatch):
    """N-MNIST's folders with 60 test recordings a digit of one event, its time in each file."""
    (tmp_path / "Train").mkdir()
    for digit in range(10):
        folder = tmp_path / "Test" / str(digit)
        folder.mkdir(parents=True)
        for number in range(60):
            (folder / f"{number:05}.bin").write_bytes(bytes([digit, 30, 128, 0, number]))
    monkeypatch.setenv("ATSNN_NMNIST", str(tmp_path))
    monkeypatch.delenv("ATSNN_CIFAR10", raising=False)
    return tmp_path


def test_every_checkpoint_is_measured_or_says_why_not(recordings):
    measured, others = catalogue.trained(), catalogue.not_measured()
    models = {path.stem for path in catalogue.MODELS.glob("*.safetensors")}
    assert measured.keys() | others.keys() == models and not measured.keys() & others.keys()
    assert measured["nmnist"].test == recordings / "Test"
    assert "CIFAR=FOLDER" in others["vgg9-cifar10"]


def test_without_recordings_their_folder_is_asked_for(monkeypatch):
    monkeypatch.delenv("ATSNN_NMNIST", raising=False)
    assert "nmnist" not in catalogue.trained()
    assert catalogue.not_measured()["nmnist"] == "its data is not at hand; give NMNIST=FOLDER"


def test_recordings_of_all_labels_are_run_and_their_frames_kept(recordings, tmp_path):
    folder = tmp_path / "made"
    folder.mkdir()
    for _ in range(2):  # again: the links are made anew
        networks.keep_records(catalogue.trained()["nmnist"], folder)
    kept = sorted(networks.records_of(folder).glob("*/*.bin"))
    frames = np.load(folder / "images.npy")
    assert len(kept) == networks.PEER_IMAGES and frames.shape == (100, 8, 34, 34, 2)
    assert [path.parent.name for path in kept] == [str(n // 10) for n in range(100)]
    wanted = events.frames(data.read_nmnist(kept[57]), (34, 34), 8, events.BY_TIME)
    assert np.array_equal(frames[57], wanted) and frames[57, 7, 30, 5, 1] == 1


def test_images_are_run_from_their_file(tmp_path):
    assert networks.records_of(tmp_path) == tmp_path / "images.npy"
