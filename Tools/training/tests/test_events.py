"""N-MNIST recordings: reading, augmentation, committed lists, training."""

import json

import numpy as np
import pytest
import torch
from atsnn_networks.errors import UserError
from atsnn_training import checkpoint, data, event_augmentation, event_lists, nmnist
from atsnn_training.__main__ import main
from conftest import REPOSITORY

HOW = {"shift": 3, "rotation": 12, "drop": 0.3}


def write_recording(path, events):
    """Writes events (N,4) in N-MNIST's five bytes each."""
    x, y, p, time = np.asarray(events).T
    columns = [x, y, p << 7 | time >> 16, time >> 8 & 255, time & 255]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(np.stack(columns, axis=1).astype(np.uint8).tobytes())


def random_events(numbers, count, rows=(0, 34)):
    place = [numbers.integers(0, 34, count), numbers.integers(*rows, count)]
    times = np.sort(numbers.integers(0, 2**19, count))
    return np.stack([*place, numbers.integers(0, 2, count), times], axis=1)


@pytest.fixture
def recordings(tmp_path):
    """Digits 0 and 1, whose events lie in the upper and the lower half: 24 and 8 recordings."""
    numbers, folder = np.random.default_rng(3), tmp_path / "nmnist"
    for which, count in (("Train", 24), ("Test", 8)):
        for number in range(count):
            digit = number % 2
            events = random_events(numbers, 300, (17 * digit, 17 * digit + 17))
            write_recording(folder / which / str(digit) / f"{number:05}.bin", events)
    return folder


@pytest.fixture
def event_config():
    config = json.loads((REPOSITORY / "Tools/training/configs/nmnist.json").read_text())
    config["timesteps"] = 3
    config["network"]["width"] = 0.2
    config["data"]["held_out"] = {"every": 6}
    config["data"]["classes"] = ["up", "down"]
    config["phases"][0].update(timesteps=3, epochs=8, batch=5, loss_weights=[1, 1, 1])
    return config


def test_recordings_are_read_in_the_programs_order(recordings):
    records = data.read_records(recordings, "train")
    assert records.names[:2] == ["0/00000.bin", "0/00002.bin"] and len(records) == 24
    assert records.labels.tolist() == [0] * 12 + [1] * 12
    written = nmnist.read(recordings / "Train" / "0" / "00002.bin")
    assert np.array_equal(records.events[1](), written) and written.shape == (300, 4)
    assert records.part(22, 9).names == ["1/00021.bin", "1/00023.bin"]


def test_frames_are_counts_by_time_and_by_number(recordings):
    records = data.read_records(recordings, "test").chosen([5, 0])
    source = {"kind": "events", "shape": [2, 34, 34], "binning": "count"}
    by_count = records.inputs({"timesteps": 4, "input": source})
    assert by_count.shape == (4, 2, 2, 34, 34) and by_count.dtype == torch.float32
    assert (by_count.sum((2, 3, 4)) == 75).all()
    by_time = records.inputs({"timesteps": 4, "input": source | {"binning": "time"}})
    assert (by_time.sum((0, 2, 3, 4)) == 300).all() and (by_time.sum((2, 3, 4)) != 75).any()
    x, y, p, _ = records.events[1]()[0]
    assert by_count[0, 1, p, y, x] >= 1


@pytest.mark.parametrize(
    ("events", "text"),
    [([[34, 0, 0, 1]], "outside"), ([[1, 1, 0, 9], [1, 1, 0, 8]], "back in time")],
)
def test_invalid_events_are_named(tmp_path, events, text):
    write_recording(tmp_path / "0" / "1.bin", events)
    with pytest.raises(UserError, match=f"1.bin: .*{text}"):
        nmnist.read(tmp_path / "0" / "1.bin")


def test_cut_off_and_missing_recordings_are_named(tmp_path):
    (tmp_path / "1.bin").write_bytes(b"123456")
    with pytest.raises(UserError, match="6 bytes, no multiple of 5"):
        nmnist.read(tmp_path / "1.bin")
    with pytest.raises(UserError, match="download N-MNIST"):
        nmnist.find(tmp_path)
    (tmp_path / "Train" / "0").mkdir(parents=True)
    with pytest.raises(UserError, match="download N-MNIST"):
        data.read_records(tmp_path, "train")


def test_augmentation_moves_and_thins_but_keeps_time_and_polarity():
    numbers = np.random.default_rng(1)
    events = random_events(numbers, 2000, (10, 24))
    changed = event_augmentation.change(events, (34, 34), HOW, np.random.default_rng(5))
    assert 0.5 * len(events) < len(changed) < len(events)
    assert (np.diff(changed[:, 3]) >= 0).all() and (changed[:, :2] >= 0).all()
    assert (changed[:, :2] < 34).all()
    kept = set(map(tuple, events[:, 2:]))
    assert all(tuple(event) in kept for event in changed[:, 2:])


def test_without_turn_and_loss_augmentation_is_a_shift():
    events = random_events(np.random.default_rng(2), 500, (10, 24))
    events[:, 0] = events[:, 0] % 20 + 7
    how = {"shift": 3, "rotation": 0, "drop": 0}
    moves = set()
    for seed in range(40):
        changed = event_augmentation.change(events, (34, 34), how, np.random.default_rng(seed))
        difference = np.unique(changed - events, axis=0)
        assert len(difference) == 1 and (difference[0, 2:] == 0).all()
        moves.add(tuple(difference[0, :2]))
    assert len(moves) > 15 and max(max(abs(x), abs(y)) for x, y in moves) == 3


def test_a_quarter_turn_maps_corners():
    corner = np.array([[0, 0, 1, 5]])
    x, y = event_augmentation._turned(corner, np.pi / 2, (34, 34))
    assert (x.tolist(), y.tolist()) == ([33], [0])


def test_the_committed_list_is_balanced_and_drawn_by_its_seed():
    committed = event_lists.read("nmnist-small")
    for key, each in (("test", 20), ("thresholds", 10)):
        digits = [name.split("/")[0] for name in committed[key]]
        assert {digit: digits.count(digit) for digit in digits} == {str(d): each for d in range(10)}
    assert not set(committed["test"]) & set(committed["thresholds"])
    names = [f"{digit}/{number:05}.bin" for digit in range(10) for number in range(40)]
    first, again = (event_lists.draw(names, 1, 200, 100) for _ in range(2))
    assert first == again and not set(first["test"]) & set(first["thresholds"])


def test_a_list_divides_a_folder(recordings, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(event_lists, "FOLDER", tmp_path)
    chosen = {"test": ["0/00014.bin", "1/00011.bin"], "thresholds": ["1/00003.bin"]}
    chosen["numbers"] = [2, 23]
    (tmp_path / "mine.json").write_text(json.dumps(chosen))
    out = tmp_path / "made"
    assert main(["divide", str(recordings / "Train"), "mine", "--out", str(out)]) == 0
    assert "Train: 20 recordings" in capsys.readouterr().out
    assert data.read_records(out, "test").names == chosen["test"]
    train = data.read_records(out, "train")
    places = data.held_out_places(train, {"list": "mine"})
    assert [train.names[p] for p in places] == chosen["thresholds"]
    assert data.ranges([0, 1, 5, 7, 8]) == [
        {"first": 0, "count": 2}, {"first": 5, "count": 1}, {"first": 7, "count": 2}
    ]  # fmt: skip
    assert main(["divide", str(recordings / "Train"), "mine", "--out", str(out)]) == 2
    (out / "Train" / "1" / "00003.bin").unlink()
    with pytest.raises(UserError, match="1/00003.bin"):
        data.held_out_places(data.read_records(out, "train"), {"list": "mine"})
    assert main(["divide", str(recordings / "Test"), "mine", "--out", str(tmp_path / "b")]) == 2
    assert main(["divide", str(recordings), "absent", "--out", str(tmp_path / "c")]) == 2


def test_events_train_finish_and_run_in_the_program(recordings, event_config, tmp_path, capsys):
    path, run, out = tmp_path / "c.json", tmp_path / "run", tmp_path / "out"
    path.write_text(json.dumps(event_config))
    out.mkdir()
    folder = ["--data", str(recordings)]
    assert main(["train", str(path), *folder, "--run", str(run), "--seed", "7"]) == 0
    assert json.loads((run / "config.json").read_text())["seed"] == 7
    assert main(["finish", str(run), *folder, "--out", str(out)]) == 0
    figures = json.loads((out / "nmnist.json").read_text())
    assert figures["test"]["images"] == 8 and list(figures["data"])[1] == "Test (8 recordings)"
    model = out / "nmnist.safetensors"
    held_out = checkpoint.load(model).graph["training"]["held_out"]
    assert held_out == [{"first": first, "count": 1} for first in (5, 11, 17, 23)]
    capsys.readouterr()
    assert main(["integers", str(model), *folder]) == 0
    measured = json.loads(capsys.readouterr().out)
    assert measured["images"] == 8 and measured["weights"] == "int8"
    assert measured["accuracy"] == figures["test"]["exit_accuracy"] == 1
    assert main(["integers", str(path), *folder]) == 2
