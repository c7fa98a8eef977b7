"""Folders for convolution and fully connected layers (S1 to S3, C1)."""

import numpy as np

from .registry import Net, case, pixels

SHAPE = (6, 7, 2)


def first(draw, out=5, shape=SHAPE, timesteps=3):
    """A net with one spiking convolution of the image: (net, its tensor)."""
    net = Net(draw, shape, timesteps, zero=[99] * shape[2])
    return net, net.spiking([net.conv(0, out)], leak=(2, 1))


def active(net, source, channels, silent=0):
    """A node whose neurons all spike at every timestep; but for every `silent`-th channel's."""
    weights = np.zeros((1, 1, net.model.tensor_shape(source)[2], channels), dtype=np.int64)
    connection = net.conv(source, channels, (1, 1), weights=weights)
    bias = [0 if silent and channel % silent == 0 else 100 for channel in range(channels)]
    return net.spiking([connection], bias=bias, threshold=100, shift=0)


def convolution(draw, *convs, shape=SHAPE, out=4):
    """Image convolution, then each of `convs` (arguments of Net.conv), then the read-out."""
    net, tensor = first(draw, shape=shape)
    for fields in convs:
        tensor = net.spiking([net.conv(tensor, out, **fields)])
    return net.readout([net.full(tensor, 3)]), pixels(draw, shape, 2)


@case("S2 C1")
def conv_stride_2(draw):
    """stride 2 with padding 1: odd and even positions reach different numbers of windows."""
    return convolution(draw, {"stride": (2, 2)}, {"stride": (2, 2), "bits": 16})


@case("S2 C1")
def conv_1x1(draw):
    """1x1 kernels, stride 1 and then stride 3, where some spikes reach nothing."""
    return convolution(draw, {"kernel": (1, 1)}, {"kernel": (1, 1), "stride": (3, 3)})


@case("S2")
def conv_5x5(draw):
    """5x5 kernel with padding 2 and without."""
    return convolution(draw, {"kernel": (5, 5)}, {"kernel": (5, 5), "padding": (0, 0)})


@case("S2")
def conv_not_square(draw):
    """3x1, then 1x5 kernels."""
    return convolution(draw, {"kernel": (3, 1)}, {"kernel": (1, 5)})


@case("S2")
def conv_asymmetrical(draw):
    """strides (2,1) and (1,3), paddings (2,0) and (0,1)."""
    one = {"stride": (2, 1), "padding": (2, 0)}
    return convolution(draw, one, {"stride": (1, 3), "padding": (0, 1)})


@case("S2")
def conv_15x15(draw):
    """a 15x15 kernel with padding 14, larger than its source."""
    wide = {"kernel": (15, 15), "padding": (14, 14), "stride": (5, 7)}
    return convolution(draw, wide, shape=(4, 3, 1), out=2)


@case("S2")
def conv_dropped_remainder(draw):
    """no padding, floor of the output size drops a row and a column."""
    return convolution(draw, {"padding": (0, 0), "stride": (2, 2)}, shape=(6, 8, 1))


@case("S3 T2")
def full_from_map(draw):
    """fully connected from a map of 3x4 pixels and 7 channels: element order y, x, c."""
    net, a = first(draw, 7, (3, 4, 1))
    b = net.spiking([net.full(a, 9, bits=16)])
    c = net.spiking([net.full(b, 5)])
    return net.readout([net.full(c, 3)]), pixels(draw, (3, 4, 1), 3)


@case("S1 S3")
def full_two_sources(draw):
    """a node of two fully connected sources of different size and weight width."""
    net, a = first(draw, 3, (3, 3, 1))
    b = net.spiking([net.conv(a, 2, stride=(2, 2))])
    c = net.spiking([net.full(a, 6), net.full(b, 6, bits=16)])
    model = net.readout([net.full(c, 3), net.full(a, 3, bits=16)])
    return model, pixels(draw, (3, 3, 1), 3)


@case("S1 O1")
def bound_with_slack(draw):
    """stated accumulator bounds above the computed ones are allowed."""
    net = Net(draw, (4, 4, 1), 3)
    a = net.spiking([net.conv(0, 3)], slack=100000)
    model = net.readout([net.full(a, 3)])
    model.nodes[-1].bound = 5
    return model, pixels(draw, (4, 4, 1), 2)
