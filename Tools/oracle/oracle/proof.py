"""The overflow proof, rules O1 to O3, in Python integers or exact int64."""

import numpy as np

from .connection import CONVOLUTION, IDENTITY
from .model import READOUT, SPIKING
from .readout import LAST, NONE, SUM

LIMIT = 2**31 - 1


class BoundError(ValueError):
    """A bound of rules O1 to O3 exceeds its limit."""


def source_extreme(model, connection):
    """x_max: (C,) for tensor 0 of an image, else M of the source repeated for its channels."""
    channels = model.tensor_shape(connection.source)[2]
    if connection.source == 0 and model.zero_points is not None:
        return np.maximum(model.zero_points, 255 - model.zero_points).astype(np.int64)
    return np.full(channels, model.tensor_maximum(connection.source), dtype=np.int64)


def term_bound(model, connection):
    """O1: sum of |w| * x_max into each output channel, (O,) int64."""
    extreme = source_extreme(model, connection)
    w = np.abs(connection.weights.astype(np.int64))
    if connection.kind == IDENTITY:
        return w * extreme
    if connection.kind == CONVOLUTION:
        return np.einsum("hwio,i->o", w, extreme)
    return np.tile(extreme, w.shape[0] // len(extreme)) @ w


def channel_bounds(model, node):
    """O1: B[o] of a spiking or read-out node, (O,) int64. |bias| and every term are below 2^47."""
    total = np.abs(node.bias.astype(np.int64))
    for connection in node.connections:
        total = total + term_bound(model, connection)
    return total


def accumulator_bound(model, node):
    """The largest B[o] of a node."""
    return int(channel_bounds(model, node).max())


def readout_bounds(model, bound):
    """O3: (U_T, Y) over all T timesteps from the read-out's bound."""
    total, u = 0, 0
    for t, record in enumerate(model.timesteps, start=1):
        u = bound if model.output_neuron == NONE else t * bound
        if model.representation == LAST:
            total = u
        elif model.representation == SUM:
            total += u
        else:
            total += (record.weight * u >> 15) + 1
    return u, total


def check_node(model, node):
    """O1 to O3 for one node; BoundError if a bound exceeds its limit or the stated one."""
    if node.kind not in (SPIKING, READOUT):
        return
    bounds = channel_bounds(model, node)
    if not bounds.max() <= node.bound <= LIMIT:
        raise BoundError(f"computed bound {bounds.max()}, stated {node.bound}, limit {LIMIT}")
    if node.kind == SPIKING:
        left = bounds << np.maximum(-node.shift, 0)
        if (left[node.shift < 0] > 2**30).any():
            raise BoundError("left shift exceeds 2^30")
    elif max(readout_bounds(model, int(bounds.max()))) > LIMIT:
        raise BoundError("read-out over all timesteps exceeds int32")


def check_model(model):
    """O1 to O3 for every node, in order."""
    for node in model.nodes:
        check_node(model, node)
