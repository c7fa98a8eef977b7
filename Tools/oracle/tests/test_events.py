"""Event framing at its corners (rules E1 to E5)."""

import numpy as np
import pytest
from oracle.events import BY_COUNT, BY_TIME, RecordingError, frames


def counts(events, timesteps, binning, shape=(2, 3)):
    """Events a frame."""
    return frames(events, shape, timesteps, binning).sum(axis=(1, 2, 3)).tolist()


def at(*times):
    return [[0, 0, 0, t] for t in times]


def test_by_time_the_last_frame_takes_remainder_and_last_event():
    # d = floor((111 - 100) / 4) = 2: frames begin at 100, 102, 104, 106
    times = at(100, 101, 102, 103, 104, 105, 106, 107, 108, 110, 111)
    assert counts(times, 4, BY_TIME) == [2, 2, 2, 5]


def test_by_time_a_width_of_0_puts_all_into_the_last_frame():
    assert counts(at(10, 12, 13), 4, BY_TIME) == [0, 0, 0, 3]
    assert counts(at(5, 5, 5), 3, BY_TIME) == [0, 0, 3]
    assert counts(at(10, 12, 14), 3, BY_TIME) == [1, 0, 2]


def test_by_count_the_last_frame_takes_what_is_left():
    assert counts(at(*range(11)), 4, BY_COUNT) == [2, 2, 2, 5]
    assert counts(at(*range(3)), 4, BY_COUNT) == [0, 0, 0, 3]
    assert counts(at(*range(4)), 4, BY_COUNT) == [1, 1, 1, 1]


@pytest.mark.parametrize("binning", (BY_TIME, BY_COUNT))
def test_no_events_give_frames_of_0(binning):
    found = frames([], (2, 3), 5, binning)
    assert found.shape == (5, 2, 3, 2) and not found.any()


def test_places_polarity_and_saturation():
    events = [[2, 1, 1, 0]] * 300 + [[0, 1, 0, 0]] * 255
    found = frames(events, (2, 3), 1, BY_COUNT)
    assert found[0, 1, 2, 1] == 255 and found[0, 1, 0, 0] == 255 and found.sum() == 510


@pytest.mark.parametrize(
    "event", ([3, 0, 0, 9], [0, 2, 0, 9], [-1, 0, 0, 9], [0, 0, 2, 9], [0, 0, 0, 7])
)
def test_invalid_recordings_are_refused(event):
    with pytest.raises(RecordingError):
        frames(np.array([[0, 0, 0, 8], event]), (2, 3), 2, BY_TIME)


def test_committed_recordings_give_the_committed_frames(vectors_folder):
    import json

    from oracle.reader import read

    names = [p.parent.name for p in vectors_folder.glob("events-*/extra.json")]
    assert len(names) >= 8
    for name in names:
        folder = vectors_folder / name
        model = read((folder / "image.atsnn").read_bytes())
        recordings = json.loads((folder / "extra.json").read_text())["recordings"]
        for key, events in recordings.items():
            shape = (model.height, model.width)
            found = frames(events, shape, len(model.timesteps), model.binning)
            assert found.astype("u1").tobytes() == (folder / f"{key}.bin").read_bytes()
