"""The committed vector folders, one function a folder; registry.CASES holds them all by name."""

from . import (
    budget,
    channels,
    dense,
    events,
    exit,
    input,
    layers,
    neuron,
    output,
    pooling,
    residual,
)  # noqa: F401
from .registry import CASES  # noqa: F401
