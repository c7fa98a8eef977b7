"""The Pareto front of a design space."""

import json
import pathlib

from networks import SCHEDULES, seeded
from plotting import COLOURS, plt, save
from program import ROOT, atsnn

SPACE = ROOT / "Firmware/accelerator/spaces/around-shipped.json"


def kind(machine: dict) -> str:
    """What the machine does with weights."""
    if machine["base"] == "resident":
        return "weights resident"
    slots = int(machine["settings"].get("image_slots", 1))
    return "weights streamed" if slots == 1 else "weights streamed, 2 to 16 images in flight"


def is_shipped(machine: dict) -> bool:
    """True for a machine whose settings are those of the shipped one."""
    path = ROOT / f"Firmware/accelerator/configurations/{machine['base']}.json"
    shipped = json.loads(path.read_text())
    for key, value in machine["settings"].items():
        held = shipped
        for part in key.split("."):
            held = held[part]
        if str(held) != value:
            return False
    return True


def mark_shipped(axis, machines: list[dict]) -> None:
    """The names of the shipped machines, with a line to their marks."""
    for machine in {m["base"]: m for m in machines if is_shipped(m)}.values():
        place = (machine["frames_per_second"], machine["millijoules_per_image"]["nominal"])
        axis.annotate(
            f"`{machine['base']}`", place, xytext=(-45, 28), textcoords="offset points",
            arrowprops={"arrowstyle": "->"},
        )  # fmt: skip


def draw(program: str, out: pathlib.Path, networks: pathlib.Path, images: int = 2) -> None:
    """All machines, and the front darker; larger marks are larger chips."""
    load = seeded("vgg16", 10, networks)
    # fmt: off
    explored = atsnn(program, "explore", load.image, "--data", load.data, "--space", SPACE,
                     "--schedule", SCHEDULES[2.19], "--limit", images)
    # fmt: on
    figure, axis = plt.subplots(figsize=(9, 6))
    kinds = sorted({kind(machine) for machine in explored["machines"]})
    for colour, name in zip(COLOURS, kinds, strict=False):
        for front in (False, True):
            chosen = [m for m in explored["machines"] if kind(m) == name and m["on_front"] == front]
            axis.scatter(
                [m["frames_per_second"] for m in chosen],
                [m["millijoules_per_image"]["nominal"] for m in chosen],
                s=[12 + 6 * m["memory_square_millimetres"] for m in chosen],
                color=colour, alpha=0.9 if front else 0.18,
                edgecolors="black" if front else "none", linewidths=0.8,
                label=f"{name}, on the front" if front else None,
            )  # fmt: skip
    mark_shipped(axis, explored["machines"])
    axis.set_xscale("log")
    axis.set_yscale("log")
    axis.set_xticks((200, 500, 1000, 2000), ("200", "500", "1000", "2000"))
    axis.set_yticks((0.15, 0.3, 0.5, 1, 2, 4), ("0.15", "0.3", "0.5", "1", "2", "4"))
    axis.minorticks_off()
    axis.set_xlabel("frames a second")
    axis.set_ylabel("mJ an image, nominal")
    legend = axis.legend(loc="lower left")
    for handle in legend.legend_handles:
        handle.set_sizes([50])
    axis.set_title(
        f"{len(explored['machines'])} machines on the same spikes: VGG16, 12 % (seeded),"
        " 2.19 timesteps\narea of a mark: 6 points a mm2 of memory (1.2 to 24 mm2); modelled"
    )
    save(figure, out, "design_space", explored)
