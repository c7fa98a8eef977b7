"""A network as integers: what a model image says. Shapes are (height, width, channels)."""

from dataclasses import dataclass, field

import numpy as np

from .connection import CONVOLUTION, FULL, IDENTITY, output_length

SPIKING, MAX_POOLING, SUM_POOLING, READOUT = 1, 2, 3, 4
IMAGE, EVENTS = 1, 2
NO_WINDOW = (0, 0, 0, 0, 0, 0)


@dataclass
class Connection:
    """Weights: (Kh, Kw, I, O), (J, O) or (O,); window: kernel, stride, padding, height first.

    blocks: the image has them in blocks of 64 output channels (layout code 1).
    """

    kind: int
    source: int
    weights: np.ndarray
    bits: int
    window: tuple = NO_WINDOW
    blocks: bool = False


@dataclass
class Node:
    """One node; fields that its kind does not use stay at their defaults (zero in the image)."""

    kind: int
    channels: int
    height: int = 1
    width: int = 1
    leak_form: int = 0
    leak_parameter: int = 0
    reset_form: int = 0
    membrane_width: int = 0
    maximum_count: int = 0
    source: int = 0
    window: tuple = NO_WINDOW
    bound: int = 0
    name: str = ""
    connections: list = field(default_factory=list)
    bias: np.ndarray | None = None
    threshold: np.ndarray | None = None
    reset: np.ndarray | None = None
    shift: np.ndarray | None = None

    @property
    def shape(self):
        """(H, W, C) of the output."""
        return self.height, self.width, self.channels


@dataclass
class Timestep:
    """A TIMESTEPS record: weight Q15, exit factor, factor shift, exit threshold."""

    weight: int = 32768
    factor: int = 1
    factor_shift: int = 0
    threshold: int = 0


@dataclass
class Model:
    """A whole image. zero_points: (C,), None for events; the last node is the read-out.

    budget: operations (X9), 0 for none.
    """

    input_kind: int
    channels: int
    height: int
    width: int
    classes: int
    timesteps: list
    nodes: list
    zero_points: np.ndarray | None = None
    binning: int = 0
    output_neuron: int = 0
    output_leak_form: int = 0
    output_leak_parameter: int = 0
    representation: int = 1
    exit_score: int = 0
    minimum_timestep: int = 1
    maximum_timestep: int = 1
    planes: int = 0
    budget: int = 0
    note: bytes | None = None

    @property
    def input_shape(self):
        """(H, W, C) of tensor 0."""
        return self.height, self.width, self.channels

    def tensor_shape(self, tensor):
        """Shape (H, W, C) of tensor 0...nodes - 1 (T1)."""
        return self.input_shape if tensor == 0 else self.nodes[tensor - 1].shape

    def tensor_maximum(self, tensor):
        """Maximum count M of a tensor (T3); 255 for event frames and for pixels."""
        return 255 if tensor == 0 else self.nodes[tensor - 1].maximum_count


def connection_output(connection, source_shape):
    """Output shape (H, W, O) of a connection; None if its source does not fit its weights."""
    w = connection.weights
    if connection.kind == FULL:
        fits = w.shape[0] == int(np.prod(source_shape))
        return (1, 1, w.shape[1]) if fits else None
    if connection.kind == IDENTITY:
        return source_shape if w.shape[0] == source_shape[2] else None
    if connection.kind != CONVOLUTION or w.shape[2] != source_shape[2]:
        return None
    return window_output(connection.window, source_shape)[:2] + (w.shape[3],)


def window_output(window, source_shape):
    """Output shape of a window over a source (H, W, C), channels kept."""
    kh, kw, sh, sw, ph, pw = window
    rows = output_length(source_shape[0], kh, sh, ph)
    return rows, output_length(source_shape[1], kw, sw, pw), source_shape[2]
