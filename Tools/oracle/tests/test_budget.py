"""Worst cases and budgets (C5, X9, X10) against loops and against whole runs."""

import numpy as np
import pytest
from oracle import exits
from oracle.budget import LIMIT, timestep_worst_case, worst_case
from oracle.cases.registry import build_case
from oracle.layout import ImageError
from oracle.model import CONVOLUTION, FULL, SPIKING
from oracle.randomized import random_case
from oracle.reader import read
from oracle.session import run
from oracle.writer import write


def pairs(connection, source, output):
    """Pairs of a source element and a destination element that a weight joins, one by one."""
    if connection.kind == FULL:
        return int(np.prod(source)) * output[2]
    if connection.kind != CONVOLUTION:
        return int(np.prod(output))
    kh, kw, sh, sw, ph, pw = connection.window
    taps = 0
    for y, x in np.ndindex(output[0], output[1]):
        for ky, kx in np.ndindex(kh, kw):
            row, column = y * sh - ph + ky, x * sw - pw + kx
            taps += 0 <= row < source[0] and 0 <= column < source[1]
    return taps * source[2] * output[2]


def counted_one_by_one(model, node):
    """C5 of a node by loops."""
    total = int(np.prod(node.shape)) if node.kind == SPIKING else 0
    for c in node.connections:
        if c.source or model.zero_points is None:
            total += pairs(c, model.tensor_shape(c.source), node.shape)
    return total


@pytest.mark.parametrize("seed", range(40, 60))
def test_worst_cases_are_the_pairs_of_elements(seed):
    model, _ = random_case(seed)
    for node in model.nodes:
        assert worst_case(model, node) == counted_one_by_one(model, node)


@pytest.mark.parametrize("seed", range(40, 70))
def test_no_timestep_passes_the_worst_case_and_no_run_its_budget(seed):
    model, inputs = random_case(seed)
    worst = timestep_worst_case(model)
    for item in inputs:
        for model.budget in (1, worst, worst + worst // 4, 3 * worst):
            steps = run(model, item.data)
            spent = [0] + [s.operations for s in steps]
            assert all(b - a <= worst for a, b in zip(spent, spent[1:]))
            assert spent[-1] <= max(worst, model.budget)
            assert steps[-1].reason != "budget" or spent[-1] + worst > model.budget


@pytest.mark.parametrize("name", ["budget-equal-image", "budget-equal-events"])
def test_one_operation_decides(name):
    model, inputs, _ = build_case(name)
    assert run(model, inputs[0].data)[-1].timestep == 3
    model.budget -= 1
    last = run(model, inputs[0].data)[-1]
    assert (last.timestep, last.reason) == (2, "budget")


def test_the_first_reason_that_holds_counts():
    model, _, _ = build_case("budget-and-score")
    record = model.timesteps[0]
    assert exits.exit_reason(model, 1, (5, 1), 1) == "score"
    record.threshold = 6
    assert exits.exit_reason(model, 1, (5, 1), 1) == "budget"
    model.maximum_timestep = 1
    assert exits.exit_reason(model, 1, (5, 1), 1) == "last"
    model.minimum_timestep, record.threshold = 2, 0
    assert exits.exit_reason(model, 1, (5, 1), 1) == "last"


def test_a_budget_survives_its_image():
    model, _, _ = build_case("budget-never-binds")
    assert read(write(model)).budget == model.budget == LIMIT
    model.budget = LIMIT + 1
    with pytest.raises(ImageError, match="value"):
        read(write(model))
