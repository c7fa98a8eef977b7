"""Scalar rules against exact fractions (Python integers), at every corner that is cheap."""

import math
from fractions import Fraction

import numpy as np
import pytest
from oracle.arithmetic import WidthError, leak, rshr, saturate, shift_current
from oracle.model import Node
from oracle.neuron import charge, fire


def rounded(x, n):
    """floor(x / 2^n + 1/2) by exact fractions."""
    return math.floor(Fraction(int(x), 2**n) + Fraction(1, 2))


def test_rshr_examples_of_the_document():
    assert [int(rshr(x, 1)) for x in (3, -3, -1)] == [2, -1, 0]


@pytest.mark.parametrize("n", range(1, 13))
def test_rshr_is_rounding_half_up(n):
    x = np.arange(-(2 ** (n + 1)) - 3, 2 ** (n + 1) + 4)
    assert rshr(x, n).tolist() == [rounded(v, n) for v in x]


@pytest.mark.parametrize("n", (1, 15, 24, 31, 47))
def test_rshr_at_the_ends_of_its_operands(n):
    ends = [s * 2**31 + d for s in (-1, 0, 1) for d in (-1, 0, 1)]
    assert rshr(np.array(ends), n).tolist() == [rounded(v, n) for v in ends]


@pytest.mark.parametrize("width", (16, 32))
def test_saturation(width):
    half = 2 ** (width - 1)
    given = np.array([-(2**40), -half - 1, -half, -1, 0, half - 1, half, 2**40])
    assert saturate(given, width).tolist() == [-half, -half, -half, -1, 0] + [half - 1] * 3


def test_saturation_of_another_width_is_refused():
    with pytest.raises(ValueError, match="width"):
        saturate(np.array([0]), 24)


@pytest.mark.parametrize("shift", range(-16, 25))
def test_shift_to_membrane_units(shift):
    x = np.array([0, 1, -1, 3, -3, 8191, -8192, 2**14, -(2**14)])
    found = shift_current(x[:, None], np.array([shift]))[:, 0]
    expected = [rounded(v, shift) if shift > 0 else int(v) * 2**-shift for v in x]
    assert found.tolist() == expected


def test_left_shift_beyond_its_proof_is_caught():
    assert shift_current(np.array([2**14]), np.array([-16]))[0] == 2**30
    with pytest.raises(WidthError, match="O2"):
        shift_current(np.array([2**14 + 1]), np.array([-16]))


@pytest.mark.parametrize("k", (1, 2, 7, 15))
def test_leak_by_shift_over_all_16_bit_membranes(k):
    v = np.arange(-32768, 32768)
    retained = np.floor_divide(v * 2 + 2**k, 2 ** (k + 1))
    assert (leak(v, 1, k) == retained).all()
    assert (leak(v, 2, k) == v - retained).all()


@pytest.mark.parametrize("m", (0, 1, 16384, 29491, 32767, 32768))
def test_leak_by_multiplier_over_all_16_bit_membranes(m):
    v = np.arange(-32768, 32768)
    assert (leak(v, 3, m) == np.floor_divide(v * m * 2 + 2**15, 2**16)).all()


def test_leaks_of_extreme_32_bit_membranes_fit_their_width():
    v = np.array([-(2**31), 2**31 - 1])
    for form, parameter in ((0, 0), (1, 1), (1, 15), (2, 1), (2, 15), (3, 0), (3, 32768)):
        found = leak(v, form, parameter)
        assert (found == saturate(found, 32)).all()
    assert leak(v, 3, 32768).tolist() == v.tolist()
    assert leak(v, 3, 32767).tolist() == [rounded(x * 32767, 15) for x in v.tolist()]


def test_leak_refuses_parameters_out_of_range():
    for form, parameter in ((1, 0), (1, 16), (2, 0), (3, -1), (3, 32769)):
        with pytest.raises(WidthError):
            leak(np.array([1]), form, parameter)
    with pytest.raises(ValueError, match="form"):
        leak(np.array([1]), 4, 1)


def neuron(threshold, **fields):
    """A one-channel spiking node of 1x1."""
    arrays = {"threshold": np.array([threshold]), "shift": np.array([0])}
    return Node(1, 1, membrane_width=16, reset=np.array([0]), **arrays, **fields)


def test_threshold_is_reached_by_equality():
    for charged, expected in ((99, (0, 99)), (100, (1, 0)), (101, (1, 0))):
        spikes, after = fire(np.array([[[charged]]]), neuron(100))
        assert (spikes.item(), after.item()) == expected


def test_soft_reset_subtracts_what_is_not_the_threshold():
    node = neuron(100, reset_form=1)
    node.reset = np.array([130])
    assert fire(np.array([[[100]]]), node)[1].item() == -30


def test_leak_comes_before_the_current_and_saturation_after_both():
    node = neuron(8192, leak_form=1, leak_parameter=1)
    charged, saturated = charge(np.array([[[-32768]]]), np.array([[[-20000]]]), node)
    assert charged.item() == -32768 and saturated.item()
    charged, saturated = charge(np.array([[[-32768]]]), np.array([[[-16384]]]), node)
    assert charged.item() == -32768 and not saturated.item()
