"""Connections, pooling and their counts against plain loops over the rules' indices."""

import itertools

import numpy as np
import pytest
from oracle.connection import fan_out, output_length, synaptic_operations, synaptic_sum, term
from oracle.draws import Draws
from oracle.model import Connection, Node
from oracle.pooling import max_pool, sum_pool
from oracle.session import input_operations, operations

WINDOWS = ((3, 3, 1, 1, 1, 1), (3, 1, 2, 1, 2, 0), (1, 1, 3, 2, 0, 0), (5, 3, 2, 3, 4, 2))


def looped_convolution(w, x, window):
    """S2 by its own formula; also the number of (weight, in-range element) pairs."""
    kh, kw, sh, sw, ph, pw = window
    rows = output_length(x.shape[0], kh, sh, ph)
    columns = output_length(x.shape[1], kw, sw, pw)
    result, pairs = np.zeros((rows, columns, w.shape[3]), dtype=np.int64), 0
    for y, c, ky, kx in itertools.product(range(rows), range(columns), range(kh), range(kw)):
        sy, sx = y * sh - ph + ky, c * sw - pw + kx
        if 0 <= sy < x.shape[0] and 0 <= sx < x.shape[1]:
            result[y, c] += x[sy, sx] @ w[ky, kx]
            pairs += x.shape[2] * w.shape[3]
    return result, pairs


@pytest.mark.parametrize("window", WINDOWS)
def test_convolution_by_its_formula(window):
    draw = Draws(7)
    x, w = draw.integers(-255, 255, (6, 7, 2)), draw.integers(-128, 127, (*window[:2], 2, 3))
    connection = Connection(1, 0, w, 8, window)
    expected, pairs = looped_convolution(w, x, window)
    assert (term(connection, x) == expected).all()
    assert fan_out(connection, x.shape).sum() == pairs


@pytest.mark.parametrize("window", WINDOWS)
def test_synaptic_operations_count_what_each_spike_reaches(window):
    draw = Draws(8)
    x = draw.integers(0, 1, (6, 7, 2))
    connection = Connection(1, 1, np.ones((*window[:2], 2, 3), dtype=np.int64), 8, window)
    expected, _ = looped_convolution(connection.weights, x, window)
    assert synaptic_operations(connection, x) == expected.sum()


def test_counts_are_counted_once_however_large():
    x = np.array([[[0, 3, 255]]])
    full = Connection(2, 1, np.zeros((3, 7), dtype=np.int64), 8)
    identity = Connection(3, 1, np.zeros(3, dtype=np.int64), 32)
    assert synaptic_operations(full, x) == 14
    assert synaptic_operations(identity, x) == 2


def test_fully_connected_takes_elements_in_order_y_x_c():
    x = np.arange(12).reshape(2, 3, 2)
    w = np.zeros((12, 1), dtype=np.int64)
    w[(1 * 3 + 2) * 2 + 0] = 1
    assert term(Connection(2, 0, w, 8), x).item() == x[1, 2, 0]


def test_sum_adds_bias_and_every_connection():
    links = [Connection(3, 1, np.array([2, -3]), 32), Connection(3, 2, np.array([1, 1]), 32)]
    node = Node(1, 2, connections=links, bias=np.array([10, 20]))
    tensors = {1: np.array([[[4, 5]]]), 2: np.array([[[1, 0]]])}
    assert synaptic_sum(node, tensors).reshape(-1).tolist() == [19, 5]


def test_pooling_drops_what_does_not_fill_a_window_and_pads_with_0():
    x = np.zeros((5, 5, 1), dtype=np.int64)
    x[4, 4] = x[0, 0] = 1
    assert max_pool(x, (2, 2, 2, 2, 0, 0)).reshape(-1).tolist() == [1, 0, 0, 0]
    assert sum_pool(x, (3, 3, 2, 2, 1, 1)).reshape(-1).tolist() == [1, 0, 0, 0, 0, 0, 0, 0, 1]
    assert sum_pool(x, (5, 5, 5, 5, 0, 0)).item() == 2


def test_pixels_are_no_synaptic_operations_but_input_operations(vectors_folder):
    from oracle.reader import read

    model = read((vectors_folder / "input-fully-connected" / "image.atsnn").read_bytes())
    tensors = {0: np.ones(model.input_shape), 1: np.zeros((1, 1, 9))}
    assert operations(model, model.nodes[0], tensors) == 0
    assert input_operations(model) == [12 * 9, 0]
