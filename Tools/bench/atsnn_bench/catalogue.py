"""What `make bench` measures: seeded networks, and every trained one in Quantization/Models."""

import os
from pathlib import Path

from .networks import ROOT, Seeded, Trained

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

DATA = {
    "fashion": (
        Path("/usr/share/datasets/fashion-mnist/train-images-idx3-ubyte.gz"),
        Path("/usr/share/datasets/fashion-mnist/t10k-images-idx3-ubyte.gz"),
    ),
    "cifar10": (Path("data_batch_1.bin"), Path("test_batch.bin")),
}


def all_networks() -> dict[str, Seeded | Trained]:
    """The networks by name."""
    return NETWORKS | trained()


def trained() -> dict[str, Trained]:
    """The checkpoints whose data is at hand; CIFAR-10's folder is $ATSNN_CIFAR10."""
    found = {}
    for model in sorted((ROOT / "Quantization/Models").glob("*.safetensors")):
        paths = data_of(model.stem)
        if paths:
            found[model.stem] = Trained(f"{model.stem}, trained", model, *paths)
    return found


def without_data() -> list[str]:
    """The checkpoints that are not measured because their data is missing."""
    models = (ROOT / "Quantization/Models").glob("*.safetensors")
    return sorted(m.stem for m in models if not data_of(m.stem))


def data_of(model: str) -> tuple[Path, Path] | None:
    """Training and test records of a checkpoint, by what its name holds."""
    folder = Path(os.environ.get("ATSNN_CIFAR10") or "no-such-folder")
    for name, paths in DATA.items():
        if name in model:
            paths = tuple(folder / p for p in paths)
            return paths if all(p.exists() for p in paths) else None
    return None
