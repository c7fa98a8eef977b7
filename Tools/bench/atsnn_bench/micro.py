"""Builds and runs the micro-benchmark of `micro/`: what this machine can do for given layers."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

SOURCES = Path(__file__).resolve().parents[1] / "micro"


@dataclass(frozen=True)
class Layer:
    """A convolution at one timestep; see micro_layer in micro/kernels.h."""

    rows: int
    channels: int
    pixels: int
    events: int


@dataclass(frozen=True)
class Limit:
    """Microseconds of a layer's best gather, of its dense product, of its neurons and lists.

    And of reading its weights in order, once in a pass over those of all layers.
    """

    gather: float
    dense: float
    neurons: float
    weights: float


class Micro:
    """The built program, on `core`; `instructions` says what it was compiled for."""

    def __init__(self, folder: Path, core: int):
        """Compiles for this very machine."""
        self._program, self._core, self.instructions = folder / "micro", core, ""
        files = sorted(map(str, SOURCES.glob("*.c")))
        subprocess.run(
            ["clang", "-std=gnu11", "-O3", "-march=native", "-o", self._program, *files], check=True
        )

    def measure(self, layers: list[Layer], weight_bytes: int) -> list[Limit]:
        """The limits of `layers`, in their order; together their weights are `weight_bytes`."""
        shapes = [f"{x.rows} {x.channels} {x.pixels} {x.events}" for x in layers]
        lines = "\n".join([str(weight_bytes), *shapes, ""])
        done = subprocess.run(
            [self._program], input=lines, capture_output=True, text=True, check=True,
            preexec_fn=lambda: os.sched_setaffinity(0, [self._core]),
        )  # fmt: skip
        self.instructions, *answers = done.stdout.splitlines()
        return [Limit(*(float(v) / 1e3 for v in answer.split())) for answer in answers]
