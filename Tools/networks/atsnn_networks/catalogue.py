"""The networks that have a name: what it is made of, what it sees, how long it runs."""

from dataclasses import dataclass

from .builder import GraphBuilder
from .errors import UserError
from .families import describe
from .graph import Description

CIFAR = {
    "kind": "image",
    "shape": [3, 32, 32],
    "planes": "RGB",
    "mean": [125.0, 123.0, 114.0],
    "std": [63.0, 62.0, 67.0],
}
FASHION = {
    "kind": "image",
    "shape": [1, 28, 28],
    "planes": "gray",
    "mean": [73.0],
    "std": [90.0],
}
NMNIST = {"kind": "events", "shape": [2, 34, 34], "binning": "time"}


@dataclass(frozen=True)
class Entry:
    """A named network: specification (see `families`), input, timesteps, one line for people."""

    specification: dict
    input: dict
    timesteps: int
    summary: str
    classes: int = 10


def _plain(text: str, **keys) -> dict:
    """A plain specification from "64 64 P 128 ...": channels of convolutions, and 2x2 pooling."""
    layers = [{"pool": 2} if word == "P" else {"conv": int(word)} for word in text.split()]
    return {"family": "plain", "layers": layers, **keys}


def _residual(first_stride: int) -> dict:
    stages = [[128, 3, first_stride], [256, 3, 2], [512, 2, 2]]
    return {"family": "residual", "stem": 128, "stages": stages, "head": "average"}


VGG16 = "64 64 P 128 128 P 256 256 256 P 512 512 512 P 512 512 512"
VGG16_WIDE = "128 128 P 256 256 P 256 256 256 P 512 512 512 P 512 512 512"

CATALOGUE = {
    "vgg16": Entry(_plain(VGG16), CIFAR, 4, "13 convolutions, flattened to one linear layer"),
    "vgg16-wide": Entry(
        _plain(VGG16_WIDE, head="average"), CIFAR, 4, "twice the channels in front, global average"
    ),
    "resnet19": Entry(_residual(2), CIFAR, 4, "8 basic blocks, stride 2 in all three stages"),
    "resnet19-heavy": Entry(_residual(1), CIFAR, 4, "8 basic blocks, first stage at 32x32"),
    "vgg9": Entry(
        _plain("32 32 P 64 96 P 128 128 P 256 256"), CIFAR, 4, "8 convolutions, trained on a CPU"
    ),
    "vgg9s": Entry(
        _plain("32 32 P 64 64 P 128 128 P", pool="avg"), CIFAR, 4, "6 convolutions, for benchmarks"
    ),
    "fashion-mnist": Entry(
        _plain("16 P 48 48 P 96 128 P"), FASHION, 4, "5 convolutions, the network that is shipped"
    ),
    "nmnist": Entry(_plain("16 P 32 P 64 P"), NMNIST, 8, "3 convolutions on event frames"),
}


def entry(name: str) -> Entry:
    """The network called `name`; UserError with the known names if there is none."""
    if name not in CATALOGUE:
        raise UserError(f"network {name!r}: known are {', '.join(CATALOGUE)}")
    return CATALOGUE[name]


def describe_named(
    name: str, *, title: str | None = None, timesteps: int | None = None,
    network_input: dict | None = None, classes: int | None = None, **changes
) -> Description:  # fmt: skip
    """The graph of the network called `name`.

    `title` is the graph's own name; what is None is the catalogue's. `changes` replace keys of the
    specification: `width`, `pool`, `neuron`, `representation`, `head`. UserError for a change that
    the network's family does not have.
    """
    known = entry(name)
    builder = GraphBuilder(
        title or name, timesteps or known.timesteps, network_input or known.input
    )
    return describe(builder, known.specification | changes, classes or known.classes)
