"""Table 3: its schedules, its cross-checks, its text, and where its networks come from."""

import copy

import pytest
from checks import crosschecks
from networks import SCHEDULES, seeded, trained
from program import ROOT, atsnn
from table3 import NETWORKS, PAPER, show

ATSNN = ROOT / "build/release/atsnn"


def row(network: str, machine: str, millijoules: float, frames: float) -> dict:
    """A row of the table as far as it is checked and shown."""
    joules = {"low": 9 * millijoules, "nominal": 10 * millijoules, "high": 11 * millijoules}
    return {
        "paper_network": next(k for k, names in NETWORKS.items() if network in names),
        "dataset": "cifar10",
        "network": network,
        "machine": machine,
        "weights": "seeded, 12% spikes",
        "mean_timesteps": 2.19,
        "frames_per_second": frames,
        "joules_per_10000_images": joules,
        "percent_of_gpu": joules,
        "core_picojoules_per_synaptic_operation": {"nominal": 0.9},
        "synaptic_operations_per_image": 80e6,
    }


ROWS = [
    row("vgg16", "edge", 2.4, 300),
    row("vgg16", "resident", 0.22, 1500),
    row("resnet19-heavy", "edge", 3.1, 220),
]


@pytest.mark.parametrize("mean", SCHEDULES)
def test_schedules_have_the_papers_means(mean):
    """Shares add up to 1 and have the mean they are listed under."""
    shares = [float(share) for share in SCHEDULES[mean].split(",")]
    assert sum(shares) == pytest.approx(1)
    assert sum(t * share for t, share in enumerate(shares, start=1)) == pytest.approx(mean)


def test_every_mean_of_the_paper_has_a_schedule():
    """No row is without one."""
    assert all(entry["timesteps"] in SCHEDULES for entry in PAPER.values())


def test_checks_hold_for_the_estimates():
    """The estimates by hand pass their own checks."""
    assert [check["what"] for check in crosschecks(ROWS) if not check["holds"]] == []


@pytest.mark.parametrize(
    ("place", "key", "value", "what"),
    [
        (0, "joules_per_10000_images", {"nominal": 27}, "DRAM-bound simulator"),
        (1, "joules_per_10000_images", {"nominal": 4}, "estimate of 0.22 mJ"),
        (1, "core_picojoules_per_synaptic_operation", {"nominal": 1.1}, "within 20 times"),
        (1, "synaptic_operations_per_image", 1e6, "silicon's"),
        (2, "frames_per_second", 211, "212 frames"),
    ],
)
def test_checks_fail_beyond_their_limits(place, key, value, what):
    """Each limit is one."""
    rows = copy.deepcopy(ROWS)
    rows[place][key] = value
    assert any(what in check["what"] and not check["holds"] for check in crosschecks(rows))


def test_text_keeps_to_100_columns(capsys):
    """And names every network that has a row."""
    show(ROWS)
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 100
    assert sum("resnet19-heavy" in line for line in lines) == 1


def test_trained_networks_are_taken_where_they_exist(tmp_path):
    """A checkpoint with its data set is quantized and runs with its own exits; none is no error."""
    assert trained(ATSNN, "vgg9s", "cifar10", tmp_path, tmp_path, tmp_path, 2) is None
    seeded("vgg9s", 10, tmp_path)
    made = tmp_path / "vgg9s-10-12.safetensors"
    made.rename(tmp_path / "vgg9s-cifar10.safetensors")
    record = bytes([3]) + bytes(range(256)) * 12
    (tmp_path / "data_batch_1.bin").write_bytes(record * 4)
    (tmp_path / "test_batch.bin").write_bytes(record * 4)
    assert trained(ATSNN, "vgg9s", "cifar10", tmp_path, None, tmp_path, 2) is None
    load = trained(ATSNN, "vgg9s", "cifar10", tmp_path, tmp_path, tmp_path, 2)
    energy = atsnn(ATSNN, "energy", load.image, "--data", load.data, *load.leaving)
    assert energy["images"] == 2
    assert energy["accuracy"] is not None
