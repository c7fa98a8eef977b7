"""The committed vector folders, one function a folder; registry.CASES holds them all by name."""

from . import (  # noqa: F401
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
    taps,
    tiles,
    wide,
)
from .registry import CASES  # noqa: F401
