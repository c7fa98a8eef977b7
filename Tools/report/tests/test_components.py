"""Groups of counts: every priced count is in one, and groups add up to the energy."""

import json

import pytest
from components import GROUPS, group, grouped
from program import ROOT, atsnn

VECTORS = ROOT / "Tests/Vectors/fashion-int8"
FASHION = "/usr/share/datasets/fashion-mnist/t10k-images-idx3-ubyte.gz"


def test_the_most_specific_beginning_decides():
    """Leakage of memories is no leak of a neuron."""
    assert group("leakage_kilobyte_picoseconds") == "memory leakage"
    assert group("leak_shifts") == "arithmetic, spike buffers"
    assert group("dram_membrane_bits") == "DRAM"
    with pytest.raises(ValueError, match="no group"):
        group("flops")


def test_groups_add_up_and_exits_save_energy():
    """On real images: groups give the total, and the mean is the weighted sum over exits."""
    energy = atsnn(
        ROOT / "build/release/atsnn", "energy", VECTORS / "image.atsnn", "--data", FASHION,
        "--limit", 60,
    )  # fmt: skip
    sums = grouped(energy)
    assert list(sums) == list(GROUPS)
    for edge, total in energy["millijoules_per_image"].items():
        assert sum(part[edge] for part in sums.values()) == pytest.approx(total)
    exits = [e for e in energy["per_exit_timestep"] if e["images"]]
    assert len(exits) > 1
    costs = [e["millijoules_per_image"]["nominal"] for e in exits]
    assert costs == sorted(costs)
    mean = sum(e["share"] * cost for e, cost in zip(exits, costs, strict=True))
    assert mean == pytest.approx(energy["millijoules_per_image"]["nominal"])


def test_published_machines_have_sources():
    """Each with a node that has a column, a kind that has a mark, and where the figure is from."""
    designs = json.loads((ROOT / "Tools/report/published.json").read_text())["designs"]
    assert len(designs) > 10
    for design in designs:
        assert design["source"] and design["picojoules"] > 0
        assert design["kind"] in ("silicon", "synthesis or simulation")
        assert design["node_nm"] in (130, 65, 45, 40, 28, 22, 14)
