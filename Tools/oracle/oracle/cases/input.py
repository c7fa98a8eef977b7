"""Folders for the image input: zero points, borders, cached current (I1, I2, I4, S2, S5)."""

import numpy as np

from .registry import Net, case, given, pixels


@case("I1 I2 S1 S2 M1 M3 C2")
def input_zero_points(draw):
    """zero points 0, 128 and 255 under padding: outside the image x is 0."""
    net = Net(draw, (5, 6, 3), timesteps=3, zero=[0, 128, 255])
    a = net.spiking([net.conv(0, 4)])
    model = net.readout([net.full(a, 3)], planes=2)
    return model, pixels(draw, (5, 6, 3), 2) + given([0] * 90, [255] * 90)


@case("I1 S2")
def input_gray_5x5(draw):
    """one gray plane, zero point 73, 5x5 kernel with padding 2 on an odd map of 7x9."""
    net = Net(draw, (7, 9, 1), timesteps=3, zero=[73])
    a = net.spiking([net.conv(0, 2, (5, 5))])
    model = net.readout([net.full(a, 4)], planes=1)
    return model, pixels(draw, (7, 9, 1), 3)


@case("I1 S3 T2 C2")
def input_fully_connected(draw):
    """fully connected straight from an image: weights in element order y, x, c."""
    net = Net(draw, (3, 2, 2), timesteps=3, zero=[10, 200])
    a = net.spiking([net.full(0, 9)])
    model = net.readout([net.full(a, 3)])
    return model, pixels(draw, (3, 2, 2), 4)


@case("I2 S1 C1 C2")
def input_several_readers(draw):
    """two connections and two nodes read the image, one of them spikes as well."""
    net = Net(draw, (6, 5, 2), timesteps=4, zero=[31, 180])
    a = net.spiking([net.conv(0, 3, stride=(2, 2)), net.conv(0, 3, (1, 1), (2, 2))])
    b = net.spiking([net.conv(0, 3, (3, 3), (2, 2), bits=16), net.identity(a)])
    model = net.readout([net.full(0, 3), net.full(a, 3), net.full(b, 3)])
    return model, pixels(draw, (6, 5, 2), 3)


@case("R1 I2")
def input_readout_only(draw):
    """a network of a read-out alone: the image is fully connected to the classes."""
    net = Net(draw, (2, 3, 1), timesteps=2, zero=[0])
    model = net.readout([net.full(0, 5)], representation=2)
    return model, pixels(draw, (2, 3, 1), 2)


def ends(net, shape, bits):
    """Weights at either end of their range."""
    half = 2 ** (bits - 1)
    return np.array([-half, half - 1])[net.draw.integers(0, 1, shape)]


@case("S5 I1")
def weights_int8(draw):
    """int8 weights at -128 and 127 against pixels at both ends."""
    net = Net(draw, (4, 4, 2), timesteps=3, zero=[0, 255])
    a = net.spiking([net.conv(0, 5, weights=ends(net, (3, 3, 2, 5), 8))])
    model = net.readout([net.full(a, 3, weights=ends(net, (80, 3), 8))])
    return model, pixels(draw, (4, 4, 2), 2) + given([0, 255] * 16)


@case("S5 M1")
def weights_int16(draw):
    """int16 weights over their whole range, -32768 and 32767 among them."""
    net = Net(draw, (4, 4, 2), timesteps=3, zero=[0, 255])
    weights = net.weights((3, 3, 2, 4), 16)
    weights[:, :, 0] = ends(net, (3, 3, 4), 16)
    a = net.spiking([net.conv(0, 4, bits=16, weights=weights)])
    b = net.spiking([net.full(a, 6, bits=16)])
    model = net.readout([net.full(b, 3, bits=16)])
    return model, pixels(draw, (4, 4, 2), 3)
