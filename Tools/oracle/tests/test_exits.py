"""Exit tables and integer scores against the document and against floating point."""

import math
import re

import numpy as np
import pytest
from oracle import exits
from oracle.draws import Draws
from oracle.readout import answer
from oracle.tables import EXP2, LOG2

CASES = [(1, 94548, 8), (2, 2**31 - 1, 40), (3, 94548, 3), (4, 1000003, 16), (5, 1, 0)]


def table_of_document(text, start):
    """The indented integers that follow a line starting with `start`."""
    rows = []
    for line in text.split(start, 1)[1].splitlines()[1:]:
        if re.fullmatch(r" {4}[\d, ]+", line):
            rows += [int(v) for v in line.split(",") if v.strip()]
        elif rows:
            break
    return tuple(rows)


def test_tables_are_the_documents(root):
    text = (root / "Quantization" / "ARITHMETIC.md").read_text()
    assert table_of_document(text, "EXP2[i] = round") == EXP2
    assert table_of_document(text, "LOG2[i] = round") == LOG2
    assert len(EXP2) == len(LOG2) == 65


def test_exp2_is_within_its_stated_error():
    for e in range(65536):
        exact = 2**24 * 2 ** (-e / 65536)
        assert abs(exits.exp2(e) - exact) / exact < 1.5e-5


def test_exp2_halves_exactly_and_ends_in_0():
    assert [exits.exp2(n << 16) for n in (0, 1, 24, 25)] == [2**24, 2**23, 1, 0]
    values = [exits.exp2(e) for e in range(0, 1638401, 97)]
    assert values == sorted(values, reverse=True)


def test_log2_is_within_its_error():
    # The low bits of m are dropped: each value stands for an interval, both ends are measured.
    for step in range(65536):
        found = exits.log2(2**24 + (step << 8)) / 65536
        assert -8.2e-5 < found - math.log2(1 + (step + 1) / 65536)
        assert found - math.log2(1 + step / 65536) < 7.4e-6


def test_log2_of_powers_of_two_is_exact():
    assert [exits.log2(2**p) for p in range(24, 37)] == [n * 65536 for n in range(13)]


def softmax(y, factor, shift):
    """Probabilities of read-outs whose unit is factor / 2^shift / log2(e) / 65536."""
    exponent = (np.max(y) - np.array(y, dtype=float)) * factor / 2**shift / 65536
    power = 2.0 ** -np.minimum(exponent, 1000)
    return power / power.sum()


@pytest.mark.parametrize(("seed", "factor", "shift"), CASES)
def test_scores_against_floating_point(seed, factor, shift):
    draw = Draws(seed)
    for _ in range(300):
        spread = 2 ** draw.integers(0, 24)
        y = draw.integers(-spread, spread, (draw.integers(2, 20),))
        p = softmax(y, factor, shift)
        total, weighted = exits.softmax_sums(y, factor, shift)
        assert 2**24 / total == pytest.approx(p.max(), rel=4e-5)
        entropy = -(p[p > 0] * np.log2(p[p > 0])).sum()
        assert (exits.log2(total) + weighted / total) / 65536 == pytest.approx(entropy, abs=5e-4)


def test_equality_passes_every_score():
    assert exits.passes(exits.CONFIDENCE, (2**24, 2**25), 2**23)
    assert not exits.passes(exits.CONFIDENCE, (2**24, 2**25), 2**23 + 1)
    assert exits.passes(exits.ENTROPY, (0, 2**26), 131072)
    assert not exits.passes(exits.ENTROPY, (0, 2**26), 131071)
    assert exits.passes(exits.MARGIN, (7, 1), 7)
    assert not exits.passes(exits.MARGIN, (7, 1), 8)
    assert not exits.passes(exits.NEVER, None, 0)


def test_the_strictest_confidence_never_passes_and_0_always_does():
    assert not exits.passes(exits.CONFIDENCE, (2**24, 2**24), 2**24 + 1)
    assert exits.passes(exits.CONFIDENCE, (2**24, 2**36), 0)


def test_margin_is_between_the_answer_and_the_best_other_class():
    assert exits.margin([3, 9, 9, 1]) == 0
    assert exits.margin([-5, -9]) == 4
    assert exits.margin([-(2**31), 2**31 - 1]) == 2**32 - 1
    assert answer(np.array([3, 9, 9, 1])) == 1


def test_exponents_are_capped_and_their_product_fits_63_bits():
    y = [2**31 - 1, -(2**31)]
    assert exits.exponents(y, 2**31 - 1, 0) == [0, exits.EXPONENT_LIMIT]
    assert exits.exponents(y, 2**31 - 1, 62) == [0, 1]


def test_many_equal_classes_reach_the_limit_of_the_sum():
    assert exits.softmax_sums([0] * 4096, 1, 0) == (2**36, 0)
    assert exits.passes(exits.ENTROPY, (0, 2**36), 786432)
