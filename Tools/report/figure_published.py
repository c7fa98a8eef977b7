"""Our machine among the published ones, each at its own process node."""

import json
import pathlib

from networks import SCHEDULES, seeded
from plotting import COLOURS, plt, save
from program import atsnn, write_json

PUBLISHED = pathlib.Path(__file__).with_name("published.json")
# Nodes of the energy tables, with their supplies.
NODES = {45: 0.9, 28: 0.9, 22: 0.8}
NETWORKS = {"vgg16": 2.19, "resnet19-heavy": 2.00}
COLUMNS = (130, 65, 45, 40, 28, 22, 14)
KINDS = {"silicon": "o", "synthesis or simulation": "^"}


def ours(program: str, out: pathlib.Path, networks: pathlib.Path) -> list[dict]:
    """Picojoules an operation of `resident` at every node: the chip's events, and everything."""
    space = out / "published-space.json"
    changes = [{"node_nm": node, "voltage": volt} for node, volt in NODES.items()]
    write_json(space, {"spaces": [{"base": "resident", "axes": [changes]}]})
    rows = []
    for name, mean in NETWORKS.items():
        load = seeded(name, 10, networks)
        leaving = ("--schedule", SCHEDULES[mean])
        common = (load.image, "--data", load.data)
        explored = atsnn(program, "explore", *common, "--space", space, *leaving)
        energy = atsnn(program, "energy", *common, "--configuration", "resident", *leaving)
        operations = energy["synaptic_operations_per_image"]
        for node, machine in zip(NODES, explored["machines"], strict=True):
            everything = {
                edge: value * 1e9 / operations
                for edge, value in machine["millijoules_per_image"].items()
            }
            core = machine["core_picojoules_per_synaptic_operation"]
            rows.append({"network": name, "node_nm": node, "core": core, "all": everything})
    space.unlink()
    return rows


def column(node: int) -> int:
    """Place of a node on the axis."""
    return COLUMNS.index(node)


def draw_published(axis, designs: list[dict]) -> None:
    """A mark in the node's column for each design, its name to the left."""
    for kind, mark in KINDS.items():
        chosen = [d for d in designs if d["kind"] == kind]
        x = [column(d["node_nm"]) for d in chosen]
        axis.plot(
            x, [d["picojoules"] for d in chosen], mark, color=COLOURS[6],
            label=f"published, {kind}",
        )  # fmt: skip
    for design in designs:
        place = (column(design["node_nm"]), design["picojoules"])
        axis.annotate(
            design["name"], place, xytext=(-7, design.get("label_points", 0) - 3),
            textcoords="offset points", fontsize=8, ha="right",
        )  # fmt: skip


def draw_ours(axis, rows: list[dict]) -> None:
    """Our energies with their ranges, to the right of the marks of their node."""
    for index, network in enumerate(NETWORKS):
        chosen = [row for row in rows if row["network"] == network]
        for key, what in (("core", "events on the chip"), ("all", "all energy")):
            shift = 0.09 + 0.06 * index + (0.14 if key == "all" else 0.0)
            y = [row[key]["nominal"] for row in chosen]
            low = [row[key]["nominal"] - row[key]["low"] for row in chosen]
            high = [row[key]["high"] - row[key]["nominal"] for row in chosen]
            axis.errorbar(
                [column(row["node_nm"]) + shift for row in chosen], y, yerr=[low, high], fmt="D",
                markersize=5, capsize=2, linewidth=1, color=COLOURS[3 * index],
                markerfacecolor="white" if key == "all" else None,
                label=f"ours, {network}: {what}",
            )  # fmt: skip


def draw(program: str, out: pathlib.Path, networks: pathlib.Path) -> None:
    """Energy an operation, a column for each process node."""
    designs = json.loads(PUBLISHED.read_text())["designs"]
    rows = ours(program, out, networks)
    figure, axis = plt.subplots(figsize=(10, 6.5))
    draw_published(axis, designs)
    draw_ours(axis, rows)
    axis.set_yscale("log")
    axis.set_xticks(range(len(COLUMNS)), [str(node) for node in COLUMNS])
    axis.set_xlim(-0.8, len(COLUMNS) - 0.4)
    axis.grid(axis="x", visible=False)
    axis.set_yticks((0.1, 1, 10), ("0.1", "1", "10"))
    axis.set_xlabel("process node, nm")
    axis.set_ylabel("pJ a synaptic operation (definitions differ)")
    axis.legend(loc="upper left", bbox_to_anchor=(0, -0.12), ncols=2, fontsize=9)
    axis.set_title(
        "Machine `resident` among published ones; ours modelled, 12 % spikes (seeded);\n"
        "bars from low to high, the highest with memory leakage at 360 K"
    )
    save(figure, out, "among_published", {"ours": rows, "published": designs})
