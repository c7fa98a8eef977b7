"""Energy by component of the named networks on two machines."""

import pathlib

from components import GROUPS, grouped
from networks import SCHEDULES, seeded
from plotting import COLOURS, plt, save
from program import atsnn

NETWORKS = {"vgg16": 2.19, "vgg16-wide": 2.19, "resnet19": 2.00, "resnet19-heavy": 2.00}
MACHINES = ("edge", "resident")


def measure(program: str, networks: pathlib.Path) -> dict:
    """Millijoules an image by machine, network and group."""
    result = {}
    for machine in MACHINES:
        result[machine] = {}
        for name, mean in NETWORKS.items():
            load = seeded(name, 10, networks)
            # fmt: off
            energy = atsnn(program, "energy", load.image, "--data", load.data, "--configuration",
                           machine, "--schedule", SCHEDULES[mean])
            # fmt: on
            result[machine][name] = grouped(energy)
    return result


def draw(program: str, out: pathlib.Path, networks: pathlib.Path) -> None:
    """Two panels of stacked bars."""
    data = measure(program, networks)
    figure, axes = plt.subplots(1, 2, figsize=(11, 3.6), sharey=True)
    names = list(NETWORKS)[::-1]
    for axis, machine in zip(axes, MACHINES, strict=True):
        left = [0.0] * len(names)
        for colour, part in zip(COLOURS, GROUPS, strict=True):
            widths = [data[machine][name][part]["nominal"] for name in names]
            axis.barh(names, widths, left=left, color=colour, label=part)
            left = [a + b for a, b in zip(left, widths, strict=True)]
        for name, total in zip(names, left, strict=True):
            axis.text(total, name, f" {total:.3g}", va="center")
        axis.set_title(f"machine `{machine}`")
        axis.set_xlabel("mJ an image, nominal")
        axis.margins(x=0.1)
        axis.grid(axis="y", visible=False)
    handles, labels = axes[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="lower center", ncols=4, bbox_to_anchor=(0.5, -0.17))
    figure.suptitle("Energy by component: 12 % spikes (seeded), 28 nm, LPDDR4, modelled", y=1.02)
    save(figure, out, "energy_by_component", {"millijoules_per_image": data})
