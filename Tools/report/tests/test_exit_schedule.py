"""Tests of Tools/report/exit_schedule.py: the schedule's weights and what it refuses."""

import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

import exit_schedule  # noqa: E402


def energy(millijoules: list[float], mean: float) -> dict:
    """What `atsnn energy --json` says: begin first, ten cycles a millijoule."""
    return {
        "clock_hertz": 1000.0,
        "mean_timesteps": mean,
        "per_timestep": [
            {
                "cycles_per_image": 10 * e,
                "millijoules_per_image": {"low": e / 2, "nominal": e, "high": 2 * e},
            }
            for e in millijoules
        ],
    }


def test_timesteps_are_charged_to_images_still_there():
    """Begin to all, the first timestep to all, the second to a quarter."""
    result = exit_schedule.scheduled(energy([1, 10, 20], 2), [0.75, 0.25])
    assert result["mean_timesteps"] == 1.25
    assert result["millijoules_per_image"] == {"low": 8, "nominal": 16, "high": 32}
    assert result["frames_per_second"] == 1000 / 160


def test_schedule_of_four_timesteps_has_its_mean():
    """The schedule of the reports has a mean of 2.19 timesteps."""
    weights = exit_schedule.remaining([0.34, 0.36, 0.07, 0.23])
    assert sum(weights) == pytest.approx(2.19)


@pytest.mark.parametrize("shares", [[0.5], [0.5, 0.6], [1.5, -0.5]])
def test_shares_that_are_none_are_refused(shares):
    """Negative shares and sums other than 1."""
    with pytest.raises(ValueError, match="sum 1"):
        exit_schedule.remaining(shares)


def test_runs_with_early_exit_are_refused():
    """Their timesteps are means over images that had left."""
    with pytest.raises(ValueError, match="left early"):
        exit_schedule.scheduled(energy([1, 10, 20], 1.5), [0.75, 0.25])


def test_more_shares_than_timesteps_are_refused(tmp_path, capsys):
    """One line on the standard error and status 2."""
    path = tmp_path / "energy.json"
    path.write_text('{"per_timestep": [], "mean_timesteps": 0}')
    assert exit_schedule.main(["1", str(path)]) == 2
    assert "1 shares for -1 timesteps" in capsys.readouterr().err
