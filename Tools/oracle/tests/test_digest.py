"""Digests against published FNV-1a values and the rules' byte orders."""

import numpy as np
import pytest
from oracle.arithmetic import WidthError
from oracle.digest import fnv1a, membrane_digest, output_digest


def test_published_values():
    assert fnv1a(b"") == "cbf29ce484222325"
    assert fnv1a(b"a") == "af63dc4c8601ec8c"
    assert fnv1a(b"foobar") == "85944171f73967e8"


def test_outputs_take_one_byte_up_to_255_and_two_above():
    x = np.array([[[1, 0, 255]]])
    assert output_digest(x, 255) == fnv1a(b"\1\0\xff")
    assert output_digest(x, 256) == fnv1a(b"\1\0\0\0\xff\0")
    with pytest.raises(WidthError):
        output_digest(x, 254)


def test_membranes_are_two_complement_low_byte_first():
    v = np.array([[[-2, 258]]])
    assert membrane_digest(v, 16) == fnv1a(b"\xfe\xff\2\1")
    assert membrane_digest(v, 32) == fnv1a(b"\xfe\xff\xff\xff\2\1\0\0")
    with pytest.raises(WidthError):
        membrane_digest(np.array([32768]), 16)
