"""How far each assumption moves the energy of VGG16."""

import pathlib

from components import GROUPS, grouped
from matplotlib.ticker import LogLocator
from networks import SCHEDULES, seeded
from plotting import COLOURS, plt, save
from program import atsnn, write_json

MACHINES = ("edge", "resident")
DRAMS = {"LPDDR5": 25600, "DDR3": 12800, "HBM2": 64000}
RATES = (0.06, 0.18)


def constants(energy: dict) -> dict[str, tuple[float, float]]:
    """Total millijoules with one group of constants at its low, then at its high edge."""
    total = energy["millijoules_per_image"]["nominal"]
    bars = {}
    for name, part in grouped(energy).items():
        bars[f"constants: {name}"] = tuple(
            total - part["nominal"] + part[edge] for edge in ("low", "high")
        )
    return bars


def workloads(program: str, machine: str, networks: pathlib.Path) -> dict[str, tuple[float, float]]:
    """The same for other spikes and other exits."""

    def nominal(rate: float, schedule: str) -> float:
        load = seeded("vgg16", 10, networks, rate)
        # fmt: off
        energy = atsnn(program, "energy", load.image, "--data", load.data,
                       "--configuration", machine, "--schedule", schedule)
        # fmt: on
        return energy["millijoules_per_image"]["nominal"]

    own = SCHEDULES[2.19]
    return {
        "spikes: 6 % to 18 %": tuple(nominal(rate, own) for rate in RATES),
        "timesteps: all 1 to all 4": (nominal(0.12, "1"), nominal(0.12, "0,0,0,1")),
    }


def machines(
    program: str, machine: str, out: pathlib.Path, networks: pathlib.Path
) -> dict[str, tuple[float, float]]:
    """The same for another DRAM and another bank of arrays: least and most of the choices."""
    space = out / "sensitivity-space.json"
    load = seeded("vgg16", 10, networks)
    choices = {
        "DRAM: LPDDR5, HBM2, DDR3": [
            {"dram": {"kind": kind, "megabytes_per_second": rate}} for kind, rate in DRAMS.items()
        ],
        "arrays: 8 KB to 1 MB": [{"array_bytes": {"memories": n}} for n in (8192, 1048576)],
        "clock: 250 to 1000 MHz": [{"clock_megahertz": n} for n in (250, 1000)],
    }
    bars = {}
    for name, axis in choices.items():
        write_json(space, {"spaces": [{"base": machine, "axes": [axis]}]})
        # fmt: off
        explored = atsnn(program, "explore", load.image, "--data", load.data, "--space", space,
                         "--schedule", SCHEDULES[2.19])
        # fmt: on
        totals = [m["millijoules_per_image"]["nominal"] for m in explored["machines"]]
        bars[name] = (min(totals), max(totals))
    space.unlink()
    return bars


def measure(program: str, out: pathlib.Path, networks: pathlib.Path) -> dict:
    """Nominal energy and all bars by machine."""
    result = {}
    for machine in MACHINES:
        load = seeded("vgg16", 10, networks)
        # fmt: off
        energy = atsnn(program, "energy", load.image, "--data", load.data,
                       "--configuration", machine, "--schedule", SCHEDULES[2.19])
        # fmt: on
        bars = constants(energy) | workloads(program, machine, networks)
        bars |= machines(program, machine, out, networks)
        nominal = energy["millijoules_per_image"]["nominal"]
        result[machine] = {"nominal": nominal, "bars": bars}
    return result


def panel(axis, nominal: float, bars: dict[str, tuple[float, float]]) -> None:
    """A tornado: the widest bar on top; bars that move less than 1 % are left out."""
    shown = {k: v for k, v in bars.items() if max(v) - min(v) > 0.01 * nominal}
    names = sorted(shown, key=lambda name: max(shown[name]) - min(shown[name]))
    for name in names:
        low, high = min(*shown[name], nominal), max(*shown[name], nominal)
        colour = COLOURS[3] if name.startswith("constants") else COLOURS[0]
        axis.barh(name, high - low, left=low, color=colour)
        axis.text(low, name, f"{low:.3g} ", va="center", ha="right", fontsize=8)
        axis.text(high, name, f" {high:.3g}", va="center", ha="left", fontsize=8)
    axis.axvline(nominal, color="black", linewidth=1)
    axis.set_xscale("log")
    axis.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axis.xaxis.set_major_formatter("{x:g}")
    axis.minorticks_off()
    least, most = (f(f(shown[name]) for name in names) for f in (min, max))
    axis.set_xlim(least / 1.6, most * 1.6)
    axis.grid(axis="y", visible=False)


def draw(program: str, out: pathlib.Path, networks: pathlib.Path) -> None:
    """A tornado a machine."""
    data = measure(program, out, networks)
    figure, axes = plt.subplots(len(MACHINES), 1, figsize=(9, 8))
    for axis, machine in zip(axes, MACHINES, strict=True):
        panel(axis, data[machine]["nominal"], data[machine]["bars"])
        axis.set_title(f"machine `{machine}`, nominal {data[machine]['nominal']:.3g} mJ")
        axis.set_xlabel("mJ an image")
    title = "VGG16, 12 % spikes (seeded), 2.19 timesteps: each assumption by itself"
    figure.suptitle(f"{title}\norange: constants, low to high; blue: workload and machine")
    figure.tight_layout()
    save(figure, out, "sensitivity", {"groups": list(GROUPS), "machines": data})
