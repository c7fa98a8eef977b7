"""What `make bench` measures: seeded networks, and every trained one in Quantization/Models."""

import os
from dataclasses import dataclass
from pathlib import Path

from .networks import ROOT, Seeded, Trained

MODELS = ROOT / "Quantization/Models"

SCHEDULE = (0.60, 0.25, 0.10, 0.05)
"""Shares that leave at timesteps 1 to 4: a mean of 1.6."""

NETWORKS: dict[str, Seeded] = {
    "vgg16-avg": Seeded(
        "vgg16, average pooling, seeded at 15 %", ("vgg16", "--pool", "avg", "--rate", "0.15")
    ),
    "vgg9s": Seeded("vgg9s, average pooling, seeded at 15 %", ("vgg9s", "--rate", "0.15")),
    "vgg16-max": Seeded(
        "vgg16, max pooling, seeded at 10 %", ("vgg16", "--rate", "0.10"), schedule=SCHEDULE
    ),
}


@dataclass(frozen=True)
class DataSet:
    """Where a data set's training and test records lie in its folder.

    The folder is `folder`, or what the environment's `variable` says; make's name for it is `name`.
    """

    training: str
    test: str
    folder: str = ""
    variable: str = ""
    name: str = ""

    def paths(self) -> tuple[Path, Path] | None:
        """Training and test records, None where they are not at hand."""
        folder = Path(os.environ.get(self.variable) or self.folder or "no-such-folder")
        found = folder / self.training, folder / self.test
        return found if all(path.exists() for path in found) else None


DATA = {
    "fashion": DataSet(
        "train-images-idx3-ubyte.gz",
        "t10k-images-idx3-ubyte.gz",
        folder="/usr/share/datasets/fashion-mnist",
    ),
    "cifar10": DataSet(
        "data_batch_1.bin", "test_batch.bin", variable="ATSNN_CIFAR10", name="CIFAR"
    ),
    "nmnist": DataSet("Train", "Test", variable="ATSNN_NMNIST", name="NMNIST"),
}
"""By what the name of a checkpoint holds."""


def all_networks() -> dict[str, Seeded | Trained]:
    """The networks by name."""
    return NETWORKS | trained()


def trained() -> dict[str, Trained]:
    """The checkpoints whose data is at hand."""
    found = {}
    for model in sorted(MODELS.glob("*.safetensors")):
        known = data_of(model.stem)
        paths = known.paths() if known else None
        if paths:
            found[model.stem] = Trained(f"{model.stem}, trained", model, *paths)
    return found


def not_measured() -> dict[str, str]:
    """The checkpoints that are not measured, and why."""
    found = {}
    for model in sorted(MODELS.glob("*.safetensors")):
        known = data_of(model.stem)
        if known is None:
            found[model.stem] = f"its name tells none of the data sets {', '.join(DATA)}"
        elif not known.paths():
            give = f"give {known.name}=FOLDER" if known.name else f"install {known.folder}"
            found[model.stem] = f"its data is not at hand; {give}"
    return found


def data_of(model: str) -> DataSet | None:
    """The data set of a checkpoint."""
    return next((known for name, known in DATA.items() if name in model), None)
