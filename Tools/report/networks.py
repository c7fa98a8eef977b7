"""The networks of the reports: trained where a checkpoint is at hand, else with seeded weights."""

import dataclasses
import pathlib
import sys

from program import ROOT, atsnn, run, step

RATE = 0.12  # spikes a neuron and timestep, of seeded networks
SEED = 1
SEEDED_IMAGES = 4

# Shares of the images that leave at timesteps 1 to 4, with the paper's mean. Only the mean is
# published; the shares are an assumption.
SCHEDULES = {
    2.19: "0.34,0.36,0.07,0.23",
    2.49: "0.27,0.29,0.12,0.32",
    2.00: "0.40,0.35,0.10,0.15",
    2.53: "0.26,0.28,0.13,0.33",
}
CLASSES = {"cifar10": 10, "cifar100": 100}
# Files of the binary versions: one to calibrate with, one to run.
BATCHES = {
    "cifar10": ("data_batch_1.bin", "test_batch.bin"),
    "cifar100": ("train.bin", "test.bin"),
}


@dataclasses.dataclass(frozen=True)
class Workload:
    """An image file, records for it, how they leave, and what to say of it."""

    image: pathlib.Path
    data: pathlib.Path
    leaving: tuple[str, ...]  # options of `atsnn energy`
    kind: str


def seeded(name: str, classes: int, folder: pathlib.Path, rate: float = RATE) -> Workload:
    """A named network with seeded weights whose layers spike at `rate`, made in `folder`."""
    stem = f"{name}-{classes}-{round(100 * rate)}"
    image, data = folder / f"{stem}.atsnn", folder / f"{stem}.npy"
    if not (image.exists() and data.exists()):
        step(f"seeding {name}, {classes} classes, {rate:.0%} spikes")
        # fmt: off
        run([sys.executable, ROOT / "Tools/networks/seeded", name, "--classes", classes,
             "--rate", rate, "--seed", SEED, "--count", SEEDED_IMAGES,
             "-o", folder / f"{stem}.safetensors", "--image", image, "--keep", data])
        # fmt: on
    return Workload(image, data, (), f"seeded, {rate:.0%} spikes")


def trained(
    program: str, name: str, dataset: str, models: pathlib.Path, data: pathlib.Path | None,
    folder: pathlib.Path, limit: int,
) -> Workload | None:  # fmt: skip
    """The trained network of that name on its test images with its own exits; None without a
    checkpoint or without the data set's folder."""
    checkpoint = models / f"{name}-{dataset}.safetensors"
    if data is None or not checkpoint.exists():
        return None
    calibration, test = (data / batch for batch in BATCHES[dataset])
    image = folder / f"{name}-{dataset}-trained.atsnn"
    step(f"quantizing {checkpoint.name}")
    atsnn(program, "quantize", checkpoint, "--calibration", calibration, "-o", image)
    return Workload(image, test, ("--limit", str(limit)), "trained, own exits")
