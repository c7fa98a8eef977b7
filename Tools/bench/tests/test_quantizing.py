import numpy as np
from atsnn_bench.graphs import quantizing


def test_weights_fill_the_range_of_each_channel():
    real = np.array([[0.5, -1.0], [0.02, 0.011]])
    integers, scales = quantizing.weights(real)
    assert integers.tolist() == [[64, -127], [127, 70]]
    assert np.allclose(integers * scales[:, None], real, atol=0.005)


def test_zero_is_exact_in_a_span():
    scale, zero = quantizing.span(-1.0, 2.0)
    assert 0 <= zero <= 255 and abs(scale * (0 - zero) + 1.0) < scale


def test_bias_is_in_units_of_the_sum():
    assert quantizing.bias(np.array([1.0]), 0.25, np.array([0.01])).tolist() == [400]
