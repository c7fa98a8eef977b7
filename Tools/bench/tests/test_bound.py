import pytest
from atsnn_bench import bound
from atsnn_bench.micro import Layer, Limit

SHAPES = [
    {"rows": 9, "channels": 16, "pixels": 100, "valid_macs": 9 * 16 * 50},
    {"rows": 144, "channels": 32, "pixels": 25, "valid_macs": 144 * 32 * 25},
]
WORK = bound.Work(SHAPES, [[1600.0, 1600.0], [3200.0, 6400.0]])


def test_layers_are_convolutions_by_timesteps():
    assert WORK.layers() == [
        Layer(9, 16, 100, 100),
        Layer(9, 16, 100, 100),
        Layer(144, 32, 25, 100),
        Layer(144, 32, 25, 200),
    ]


def limits(gathers: list[float], weights: float = 0.0) -> list[Limit]:
    """Microseconds: 10 dense, 1 for neurons."""
    return [Limit(gather, 10.0, 1.0, weights) for gather in gathers]


def test_bound_takes_the_better_of_gather_and_dense():
    """5 for the pixels (half the taps are inside), 4 neurons, 7 gathered and 10 dense."""
    found = bound.spiking(WORK, limits([99, 99, 7, 50]), [1.0, 1.0])
    assert found == pytest.approx((5 + 4 + 7 + 10) / 1e3)


def test_timesteps_count_by_the_images_that_run_them():
    """The pixels once an image; the second timestep for a quarter of the images."""
    found = bound.spiking(WORK, limits([99, 99, 7, 8]), bound.executed([0.75, 0.25]))
    assert found == pytest.approx((5 + 2 + 7 + 0.25 * (2 + 8)) / 1e3)


def test_no_layer_is_faster_than_its_weights_are_read():
    """20 for the first layer, neurons, what is reached of 20 of the second: once, or each time."""
    found = bound.spiking(WORK, limits([99, 99, 7, 8], 20.0), [1.0, 1.0])
    both = bound.reached(SHAPES[1], [3200.0, 6400.0]) * 20
    assert found == pytest.approx((20 + 4 + both) / 1e3)
    found = bound.spiking(WORK, limits([99, 99, 7, 8], 20.0), bound.executed([0.75, 0.25]))
    second = [bound.reached(SHAPES[1], [n]) * 20 for n in (3200.0, 6400.0)]
    assert found == pytest.approx((20 + 2 + second[0] + 0.25 * (2 + second[1])) / 1e3)
    assert 10 < second[0] < second[1] < both < 20


def test_reached_rows_are_those_of_any_event():
    shape = {"rows": 4, "channels": 8, "pixels": 1}
    assert bound.reached(shape, [16.0]) == pytest.approx(0.5)
    assert bound.reached(shape, [16.0, 16.0]) == pytest.approx(0.75)
    assert bound.reached(shape, [32.0]) == 1.0


def test_a_layer_of_events_is_driven_at_every_timestep():
    """3 + 5 for the first layer's events (dense is 5), 4 neurons, 7 gathered and 10 dense."""
    work = bound.Work(SHAPES, WORK.operations, events=True)
    found = bound.spiking(work, limits([3, 99, 7, 50]), [1.0, 1.0])
    assert found == pytest.approx((3 + 5 + 4 + 7 + 10) / 1e3)


def test_cnn_is_dense_once():
    assert bound.cnn(WORK, limits([1, 1, 1, 1])) == pytest.approx((5 + 10) / 1e3)


def test_executed_is_what_has_not_left():
    assert bound.executed([0.6, 0.25, 0.1, 0.05]) == pytest.approx([1.0, 0.4, 0.15, 0.05])
