"""Builder of small networks as integers; what is left open is chosen by calibrate."""

import numpy as np

from .arithmetic import within
from .connection import CONVOLUTION, FULL, IDENTITY
from .model import (
    EVENTS,
    IMAGE,
    MAX_POOLING,
    READOUT,
    SPIKING,
    SUM_POOLING,
    Connection,
    Model,
    Node,
    Timestep,
    connection_output,
    window_output,
)
from .pooling import MAXIMUM_COUNT_LIMIT
from .proof import accumulator_bound

LOG2_E = 94548  # log2(e) in units of 2^-16: the exit factor of a read-out unit worth 2^0


class Net:
    """A network under construction. shape: (height, width, channels) of the input."""

    def __init__(self, draw, shape, timesteps=4, zero=None, binning=0):
        """zero: the zero point of each plane (128 each if None); binning 1 or 2: event frames."""
        self.draw = draw
        self.model = Model(
            EVENTS if binning else IMAGE, shape[2], shape[0], shape[1], 0,
            [Timestep() for _ in range(timesteps)], [], binning=binning,
            maximum_timestep=timesteps, planes=3 if binning else 0,
        )  # fmt: skip
        if not binning:
            zero = [128] * shape[2] if zero is None else zero
            self.model.zero_points = np.array(zero, dtype=np.int64)

    def weights(self, shape, bits=8, limit=None):
        """Random weights of a shape within +-limit (the whole range of `bits` if None)."""
        half = 2 ** (bits - 1)
        low, high = (-half, half - 1) if limit is None else (-limit, limit)
        return self.draw.integers(low, high, shape)

    def conv(self, source, out, kernel=(3, 3), stride=(1, 1), padding=None, bits=8, weights=None,
             blocks=False):  # fmt: skip
        """A convolution from a tensor; padding None keeps the size at stride 1."""
        padding = (kernel[0] // 2, kernel[1] // 2) if padding is None else padding
        shape = (*kernel, self.model.tensor_shape(source)[2], out)
        weights = self._given(weights, shape, bits)
        window = (*kernel, *stride, *padding)
        return Connection(CONVOLUTION, source, weights, bits, window, blocks)

    def full(self, source, out, bits=8, weights=None, blocks=False):
        """A fully connected connection from a tensor."""
        shape = (int(np.prod(self.model.tensor_shape(source))), out)
        weights = self._given(weights, shape, bits)
        return Connection(FULL, source, weights, bits, blocks=blocks)

    def identity(self, source, weights=None):
        """An identity shortcut; weights (C,) int32, drawn within +-2000 if None."""
        channels = self.model.tensor_shape(source)[2]
        weights = self.weights((channels,), 32, 2000) if weights is None else weights
        return Connection(IDENTITY, source, np.broadcast_to(weights, channels), 32)

    def spiking(self, connections, bias=None, threshold=None, reset=None, shift=None, leak=(0, 0),
                soft=False, width=16, slack=0):  # fmt: skip
        """Append a spiking node; returns its tensor. threshold, shift None: calibrated later."""
        source = self.model.tensor_shape(connections[0].source)
        rows, columns, channels = connection_output(connections[0], source)
        node = Node(
            SPIKING, channels, rows, columns, leak[0], leak[1], int(soft), width, 1,
            bound=slack, connections=connections, bias=self._bias(bias, channels),
        )  # fmt: skip
        node.threshold = None if threshold is None else channelwise(threshold, channels)
        node.reset = None if reset is None else channelwise(reset, channels)
        node.shift = None if shift is None else channelwise(shift, channels)
        return self._append(node)

    def pool(self, kind, source, kernel, stride=None, padding=(0, 0)):
        """Append a pooling node ("max" or "sum"); returns its tensor."""
        window = (*kernel, *(stride or kernel), *padding)
        rows, columns, channels = window_output(window, self.model.tensor_shape(source))
        count = self.model.tensor_maximum(source) * kernel[0] * kernel[1]
        assert kind == "max" or count <= MAXIMUM_COUNT_LIMIT
        node = Node(
            MAX_POOLING if kind == "max" else SUM_POOLING, channels, rows, columns,
            maximum_count=1 if kind == "max" else count, source=source, window=window,
        )  # fmt: skip
        return self._append(node)

    def readout(self, connections, bias=None, **fields):
        """Append the read-out, set model fields by name, and return the model."""
        classes = connections[0].weights.shape[1]
        node = Node(READOUT, classes, connections=connections, bias=self._bias(bias, classes))
        self._append(node)
        self.model.classes = classes
        for name, value in fields.items():
            assert hasattr(self.model, name), name
            setattr(self.model, name, value)
        return self.model

    def _given(self, weights, shape, bits):
        if weights is None:
            return self.weights(shape, bits)
        half = 2 ** (bits - 1)
        return within(np.reshape(weights, shape), -half, half - 1, "weights")

    def _bias(self, bias, channels):
        if bias is None:
            return self.draw.integers(-300, 300, (channels,))
        return channelwise(bias, channels)

    def _append(self, node):
        number = len(self.model.nodes)
        letter = {SPIKING: "spiking", READOUT: "readout", MAX_POOLING: "max"}.get(node.kind, "sum")
        node.name = f"{letter}{number}"
        self.model.nodes.append(node)
        return number + 1


def channelwise(value, channels):
    """A scalar or sequence as an int64 array a channel."""
    return np.array(np.broadcast_to(value, channels), dtype=np.int64)


def state_bounds(model):
    """Set the accumulator bound of every node to the computed one plus what stood there (slack)."""
    for node in model.nodes:
        if node.bias is not None:
            node.bound += accumulator_bound(model, node)
