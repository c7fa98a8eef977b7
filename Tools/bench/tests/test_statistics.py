import pytest
from atsnn_bench import statistics


def test_summary_is_median_and_best():
    assert statistics.summary([3.0, 1.0, 2.0]) == {"median_ms": 2.0, "best_ms": 1.0}


def test_ratio_compares_rounds_with_their_own():
    """A slow window slows both: the ratio of each round stays."""
    assert statistics.same_round_ratio([1.0, 2.0, 4.0], [3.0, 6.0, 12.0]) == 3.0


def test_ratio_of_unequal_rounds_is_their_median():
    assert statistics.same_round_ratio([1.0, 1.0, 1.0], [2.0, 9.0, 3.0]) == 3.0


def test_line_is_fitted():
    fit = statistics.fitted_line([1.0, 2.0, 3.0], [5.0, 7.0, 9.0])
    assert fit == pytest.approx({"slope": 2.0, "intercept": 3.0, "r2": 1.0})


def test_line_says_what_it_does_not_explain():
    assert statistics.fitted_line([0.0, 1.0, 2.0, 3.0], [0.0, 1.0, 0.0, 1.0])["r2"] < 0.5


def test_schedule_has_its_shares_in_an_order_of_its_seed():
    order = statistics.schedule_order([0.6, 0.25, 0.1, 0.05], 100, 1)
    assert [order.count(t) for t in (1, 2, 3, 4)] == [60, 25, 10, 5]
    assert order == statistics.schedule_order([0.6, 0.25, 0.1, 0.05], 100, 1)
    assert order != statistics.schedule_order([0.6, 0.25, 0.1, 0.05], 100, 2)
    assert order != sorted(order)


def test_shares_that_round_below_one_still_place_every_image():
    assert len(statistics.schedule_order([1 / 3, 1 / 3, 0.3333], 10, 1)) == 10
