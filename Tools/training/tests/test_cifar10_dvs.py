"""CIFAR10-DVS: AEDAT files written to the format's specification, and the published conventions."""

import struct

import numpy as np
import pytest
import torch
from atsnn_networks.errors import UserError
from atsnn_training import aedat, cifar10_dvs, data, event_frames

LINES = b"# This is a raw AE data file\r\n# created Thu Dec 03 14:47:00 CET 2015\r\n"
FORMS = {"1.0": ">Hi", "2.0": ">Ii"}
EVENTS = [(3, 90, 1, 10), (127, 0, 0, 10), (0, 127, 1, 40), (64, 5, 0, 2**31 - 1)]


def aedat_bytes(events, version="2.0", head=True):
    """The file of events (x, y, polarity, time) as a DVS128 addresses them."""
    pack = struct.Struct(FORMS[version]).pack
    body = b"".join(pack(y << 8 | x << 1 | p, time) for x, y, p, time in events)
    return (b"#!AER-DAT" + version.encode() + b"\r\n" + LINES if head else b"") + body


@pytest.mark.parametrize(("version", "head"), [("1.0", True), ("1.0", False), ("2.0", True)])
def test_both_versions_are_read(tmp_path, version, head):
    path = tmp_path / "a.aedat"
    path.write_bytes(aedat_bytes(EVENTS, version, head))
    assert aedat.read(path).tolist() == [list(event) for event in EVENTS]


def test_external_events_are_left_out(tmp_path):
    path = tmp_path / "a.aedat"
    path.write_bytes(aedat_bytes(EVENTS[:1]) + struct.pack(">Ii", 1 << 15, 11))
    assert aedat.read(path).tolist() == [list(EVENTS[0])]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (aedat_bytes(EVENTS)[:-3], "29 bytes of events, no multiple of 8"),
        (aedat_bytes(EVENTS, "1.0")[:-1], "23 bytes of events, no multiple of 6"),
        (b"#!AER-DAT3.1\r\n#Format: RAW\r\n", r"AEDAT 3\.1; 1\.0 and 2\.0 are read"),
        (b"#!AER-DAT2.0\r\n# cut off", "no end"),
        (b"#!AER-DAT2.0\r\n" + struct.pack(">Ii", 1 << 22, 1), "event 0 .*another sensor"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path, content, text):
    path = tmp_path / "a.aedat"
    path.write_bytes(content)
    with pytest.raises(UserError, match=f"a.aedat: .*{text}"):
        aedat.read(path)


def test_pictures_are_upright_and_polarity_is_inverted(tmp_path):
    path = tmp_path / "a.aedat"
    path.write_bytes(aedat_bytes(EVENTS))
    upright = cifar10_dvs.read(path)
    assert upright[0].tolist() == [127 - 90, 127 - 3, 0, 10]
    assert upright[1].tolist() == [127, 0, 1, 10]
    path.write_bytes(aedat_bytes([(1, 1, 0, 5), (1, 1, 0, 4)]))
    with pytest.raises(UserError, match="back in time"):
        cifar10_dvs.read(path)


@pytest.fixture
def folder(tmp_path):
    """Twenty recordings of 40 events a class; number 3 of every class is empty."""
    numbers = np.random.default_rng(4)
    for name in cifar10_dvs.CLASSES:
        (tmp_path / name).mkdir()
        for number in range(20):
            count = 0 if number == 3 else 40
            place = numbers.integers(0, 128, (count, 2))
            events = [(x, y, i % 2, 7 * i) for i, (x, y) in enumerate(place.tolist())]
            (tmp_path / name / f"cifar10_{name}_{number}.aedat").write_bytes(aedat_bytes(events))
    return tmp_path


def test_nine_tenths_of_every_class_are_for_training(folder):
    train, test = (data.read_records(folder, which) for which in ("train", "test"))
    assert len(train) == 180 and len(test) == 20
    assert train.names[:3] == [f"airplane/cifar10_airplane_{n}.aedat" for n in range(3)]
    assert test.names[2] == "automobile/cifar10_automobile_18.aedat"
    assert test.labels.tolist() == [c for c in range(10) for _ in range(2)]
    places = data.held_out_places(train, {"every": 18})
    assert train.labels[places].tolist() == list(range(10))


def test_frames_are_dealt_by_number_and_put_together(folder):
    records = data.read_records(folder, "train").chosen([0, 3])
    source = {"kind": "events", "shape": [2, 48, 48], "binning": "count"}
    frames = records.inputs({"timesteps": 10, "input": source})
    assert frames.shape == (10, 2, 2, 48, 48)
    assert (frames[:, 0].sum((1, 2, 3)) == 4).all() and (frames[:, 1] == 0).all()
    whole = records.inputs({"timesteps": 10, "input": source | {"shape": [2, 128, 128]}})
    x, y, p, _ = records.events[0]()[0]
    assert whole[0, 0, p, y, x] >= 1 and frames[0, 0, p, y * 48 // 128, x * 48 // 128] >= 1
    assert torch.equal(frames.sum((3, 4)), whole.sum((3, 4)))
    corner = np.array([[127, 127, 1, 0]])
    made = event_frames.counts(corner, {"timesteps": 1, "input": source}, (128, 128))
    assert made[0, 47, 47, 1] == 1


def test_a_missing_class_says_where_to_get_it(folder):
    for path in (folder / "dog").iterdir():
        path.unlink()
    with pytest.raises(UserError, match=r"no recordings dog/\*.aedat; download CIFAR10-DVS"):
        data.read_records(folder, "test")
