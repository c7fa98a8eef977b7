"""Synaptic sums (S1 to S5) and their counts (C1, C2). Tensors are (H, W, C) int64."""

import numpy as np

from .arithmetic import INT32, within

CONVOLUTION, FULL, IDENTITY = 1, 2, 3


def output_length(length, kernel, stride, padding):
    """Windows along an axis: floor((length + 2 padding - kernel) / stride) + 1; below 1: none."""
    return (length + 2 * padding - kernel) // stride + 1


def windows(x, window):
    """Every window of x (H, W, C), outside 0: an array (outH, outW, Kh, Kw, C), a view.

    window: kernel height, width, stride height, width, padding height, width.
    """
    kh, kw, sh, sw, ph, pw = window
    padded = np.pad(x, ((ph, ph), (pw, pw), (0, 0)))
    view = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw), axis=(0, 1))
    return view[::sh, ::sw].transpose(0, 1, 3, 4, 2)


def term(connection, x):
    """S2 to S4: the term of one connection, (outH, outW, O), from its source tensor x."""
    w = connection.weights
    if connection.kind == IDENTITY:
        return w * x
    if connection.kind == FULL:
        return (x.reshape(1, -1) @ w).reshape(1, 1, -1)
    columns = windows(x, connection.window)
    out_h, out_w = columns.shape[:2]
    flat = columns.reshape(out_h * out_w, -1) @ w.reshape(-1, w.shape[3])
    return flat.reshape(out_h, out_w, -1)


def synaptic_sum(node, tensors):
    """S1: I (H, W, O) of a node; `tensors` maps a tensor's number to its values.

    Tensor 0 of an image has its zero point taken off. WidthError if the sum leaves int32.
    """
    total = np.zeros((node.height, node.width, node.channels), dtype=np.int64) + node.bias
    for connection in node.connections:
        total = total + within(term(connection, tensors[connection.source]), *INT32, "S1 term")
        within(total, *INT32, "S1 partial sum")
    return total


def reach(length, kernel, stride, padding):
    """For each source position along one axis, how many windows contain it; array (length)."""
    counts = np.zeros(length, dtype=np.int64)
    for start in range(output_length(length, kernel, stride, padding)):
        first = start * stride - padding
        counts[max(first, 0) : max(min(first + kernel, length), 0)] += 1
    return counts


def fan_out(connection, shape):
    """C1: destination elements that each element of a source reaches, of `shape` (H, W, C)."""
    if connection.kind == IDENTITY:
        return np.ones(shape, dtype=np.int64)
    if connection.kind == FULL:
        return np.full(shape, connection.weights.shape[1], dtype=np.int64)
    kh, kw, sh, sw, ph, pw = connection.window
    rows = reach(shape[0], kh, sh, ph)[:, None, None]
    columns = reach(shape[1], kw, sw, pw)[None, :, None]
    return np.broadcast_to(rows * columns * connection.weights.shape[3], shape)


def synaptic_operations(connection, x):
    """C1: operations of one connection for its source's values x (H, W, C)."""
    return int(fan_out(connection, x.shape)[x != 0].sum())
