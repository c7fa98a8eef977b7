"""The parts of the seeder against plain definitions."""

import numpy as np
import pytest
from atsnn_networks import safetensors
from atsnn_networks.errors import UserError
from atsnn_networks.seeding import draw, inputs, outputs, sums, units
from atsnn_networks.seeding.gain import bisect
from oracle import events
from oracle.connection import CONVOLUTION, term
from oracle.model import Connection

GENERATOR = np.random.default_rng(1)


@pytest.mark.parametrize("greatest", [1, 255, 2**20])
@pytest.mark.parametrize(("kernel", "stride", "padding"), [(3, 1, 1), (3, 2, 1), (1, 2, 0)])
def test_sums_are_the_oracles(greatest, kernel, stride, padding, monkeypatch):
    monkeypatch.setattr(sums, "CHUNK", 600)
    values = GENERATOR.integers(-greatest, greatest + 1, (2, 3, 7, 6, 4))
    weights = GENERATOR.integers(-127, 128, (kernel, kernel, 4, 5))
    got = sums.convolution(values, weights, [stride] * 2, [padding] * 2)
    window = (kernel, kernel, stride, stride, padding, padding)
    connection = Connection(CONVOLUTION, 1, weights, 8, window)
    wanted = [[term(connection, x) for x in steps] for steps in values]
    assert got.dtype == np.int64 and (got == np.array(wanted)).all()


def test_sums_that_no_float_holds_are_refused():
    with pytest.raises(OverflowError):
        sums.exact(np.full((1, 2), 2**50), np.full((2, 1), 127))


def test_filled_channels_reach_the_greatest_weight():
    weights = draw.weights(GENERATOR, (3, 3, 2, 8), 10.0)
    draw.fill_range(weights)
    assert (np.abs(weights).max(axis=(0, 1, 2)) == 127).all()


def test_whole_thresholds_change_no_weight():
    unit = np.exp(GENERATOR.uniform(-12, 2, 500))
    whole = units.whole_thresholds(unit, 1.0, 13)
    steps = 1.0 / whole / np.exp2(units.shifts(whole, 1.0, 13))
    assert np.abs(steps - np.rint(steps)).max() < 1e-9
    assert steps.min() > 2**12 - 1e-6 and steps.max() < 2**13 + 1e-6
    assert (np.rint(np.arange(-127, 128)[:, None] * unit / whole).T == np.arange(-127, 128)).all()


@pytest.mark.parametrize(("ratio", "shift"), [(8192.0, 0), (8193.0, 1), (4096.0, -1), (1.0, -13)])
def test_shifts_are_the_smallest(ratio, shift):
    assert units.shifts(np.array([1 / ratio]), 1.0, 13) == shift


@pytest.mark.parametrize(
    ("tau", "decay_input", "expected"),
    [
        (2.0, True, (1, 1, 0.5)),
        (4 / 3, False, (1, 2, 1.0)),
        (4.0, True, (2, 2, 0.25)),
        (3.0, True, (3, 21845, 1 / 3)),
    ],
)
def test_leaks(tau, decay_input, expected):
    leak = units.Leak.of({"type": "lif", "tau": tau, "decay_input": decay_input})
    assert (leak.form, leak.parameter, leak.charge) == pytest.approx(expected)


def test_bisection_finds_the_gain_or_the_nearest():
    assert bisect(lambda gain: gain / (1 + gain), 0.2) == pytest.approx(0.25, rel=0.01)
    assert bisect(lambda gain: 0.1 * (gain > 3), 0.4) > 3


def test_smooth_images_are_seeded_and_span_the_bytes():
    images = inputs.smooth(3, (20, 33, 2), 7)
    assert images.shape == (3, 20, 33, 2) and images.dtype == np.uint8
    assert (images.min(axis=(1, 2, 3)) == 0).all() and (images.max(axis=(1, 2, 3)) == 255).all()
    assert (images == inputs.smooth(3, (20, 33, 2), 7)).all()
    steps = np.abs(np.diff(images.astype(int), axis=1)).mean()
    assert steps < 0.5 * images.std()


def test_recordings_bin_back_to_their_frames(tmp_path):
    from oracle.data import read_nmnist

    frames = inputs.random_frames(1, 5, (34, 34, 2), 2)[0]
    (tmp_path / "a.bin").write_bytes(outputs.recording(frames))
    again = events.frames(read_nmnist(tmp_path / "a.bin"), (34, 34), 5, events.BY_TIME)
    assert (again == frames).all()


def test_recordings_of_another_run_are_not_mixed(tmp_path):
    frames = inputs.random_frames(2, 5, (34, 34, 2), 2)
    outputs.keep(tmp_path / "r", frames, np.array([3, 1]))
    assert sorted(p.parent.name for p in tmp_path.glob("r/*/*.bin")) == ["1", "3"]
    with pytest.raises(UserError, match="already"):
        outputs.keep(tmp_path / "r", frames, np.array([0, 0]))


def test_checkpoints_are_read_back(tmp_path):
    tensors = {"a": np.arange(6.0).reshape(2, 3), "b": np.ones(1)}
    safetensors.save(tmp_path / "n.safetensors", {"format": 1}, tensors, note="x")
    graph, again = safetensors.load(tmp_path / "n.safetensors")
    assert graph == {"format": 1} and all((again[k] == tensors[k]).all() for k in tensors)
    assert [p.name for p in tmp_path.iterdir()] == ["n.safetensors"]


def test_unusable_checkpoints_and_places_are_named(tmp_path):
    (tmp_path / "n").write_bytes(b"12345678 no checkpoint")
    for path in (tmp_path / "n", tmp_path / "absent"):
        with pytest.raises(UserError, match="no checkpoint"):
            safetensors.load(path)
    with pytest.raises(UserError, match="cannot be written"):
        safetensors.save(tmp_path / "absent" / "n", {}, {})
