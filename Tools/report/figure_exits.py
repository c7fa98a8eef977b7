"""Energy against accuracy as the exit threshold moves: the shipped network on real images."""

import pathlib

from plotting import COLOURS, plt, save
from program import ROOT, atsnn

IMAGE = ROOT / "Tests/Vectors/fashion-int8/image.atsnn"
TEST = "t10k-images-idx3-ubyte.gz"
CONFIDENCES = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.98, 0.999)
MACHINES = ("edge", "micro")
IMAGES = 1000


def measure(program: str, fashion: pathlib.Path, limit: int) -> dict:
    """Accuracy, timesteps and energy for every threshold, and for fixed timesteps."""

    def point(machine: str, label: str, *leaving: object) -> dict:
        # fmt: off
        energy = atsnn(program, "energy", IMAGE, "--data", fashion / TEST, "--limit", limit,
                       "--configuration", machine, *leaving)
        # fmt: on
        keys = ("accuracy", "mean_timesteps", "millijoules_per_image", "frames_per_second")
        return {"label": label} | {key: energy[key] for key in keys}

    return {
        machine: {
            "exits": [point(machine, f"{c}", "--exit", f"confidence:{c}") for c in CONFIDENCES],
            "fixed": [
                point(machine, f"{t}", "--exit", "never", "--timesteps", t) for t in range(1, 5)
            ],
            "own": point(machine, "the image's own"),
        }
        for machine in MACHINES
    }


def microjoules(points: list[dict]) -> list[float]:
    """Nominal energies."""
    return [1000 * point["millijoules_per_image"]["nominal"] for point in points]


def panel(axis, data: dict) -> None:
    """One machine."""
    for kind, colour, mark in (("exits", COLOURS[0], "o"), ("fixed", COLOURS[3], "s")):
        label = "exit by confidence" if kind == "exits" else "always the same timesteps"
        accuracy = [100 * point["accuracy"] for point in data[kind]]
        axis.plot(microjoules(data[kind]), accuracy, mark + "-", color=colour, label=label)
        below = kind == "fixed"
        for point, x, y in zip(data[kind], microjoules(data[kind]), accuracy, strict=True):
            if below or point["label"] in ("0.4", "0.6", "0.8", "0.9", "0.98", "0.999"):
                text = f"T = {point['label']}" if below else point["label"]
                place = (4, -12) if below else (-6, 7)
                axis.annotate(
                    text, (x, y), xytext=place, textcoords="offset points", fontsize=8,
                    color=colour, ha="left" if below else "right",
                )  # fmt: skip
    own = data["own"]
    label = "the image's own policy"
    x, y = microjoules([own])[0], 100 * own["accuracy"]
    axis.plot([x], [y], "*", color=COLOURS[1], markersize=14, label=label, zorder=3)


def draw(program: str, out: pathlib.Path, fashion: pathlib.Path, limit: int = IMAGES) -> None:
    """A panel a machine."""
    data = measure(program, fashion, limit)
    figure, axes = plt.subplots(1, len(MACHINES), figsize=(11, 4.2), sharey=True)
    for axis, machine in zip(axes, MACHINES, strict=True):
        panel(axis, data[machine])
        axis.set_title(f"machine `{machine}`")
        axis.set_xlabel("uJ an image, nominal, modelled")
        axis.margins(0.08)
    axes[0].set_ylabel("right answers, %")
    axes[-1].legend(loc="lower right")
    figure.suptitle(
        f"Energy against accuracy: Fashion-MNIST, int8, first {limit:,} test images", y=1.0
    )
    save(figure, out, "energy_against_accuracy", {"images": limit, "machines": data})
