"""Folders for weights taken in tiles: 64 channels and more, from 576 elements a window on."""

import numpy as np

from .layers import active, first
from .registry import case, pixels


@case("S2 C1")
def tiles_spikes(draw):
    """64 to 64, in blocks and not; kernel 3x5, stride 2x1, padding 0x1 into 128; left shifts."""
    net, a = first(draw, 64, (6, 5, 2), timesteps=5)
    b = net.spiking([net.conv(a, 64, blocks=True)], leak=(1, 1))
    c = net.spiking([net.conv(b, 64)], leak=(2, 1), soft=True)
    d = net.spiking([net.conv(c, 128, (3, 5), (2, 1), (0, 1), blocks=True)], leak=(3, 20000))
    return net.readout([net.full(d, 3)]), pixels(draw, (6, 5, 2), 2)


@case("S2 C1")
def tiles_overflow(draw):
    """sums of 576 that leave 16 bits, at the end or on the way; all inputs active, then few."""
    net, a = first(draw, 64, (4, 3, 1), timesteps=4)
    a = active(net, a, 64)
    weights = np.full((3, 3, 64, 128), 127)
    weights[..., 1::2] = -128
    weights[1, :, :, ::4] = -128
    weights[2, :, :, 1::4] = 120
    weights[0, 1, :, 2::4] = draw.integers(-128, 127, weights[0, 1, :, 2::4].shape)
    b = net.spiking([net.conv(a, 128, weights=weights, blocks=True)], leak=(1, 1))
    c = net.spiking([net.conv(b, 64, weights=weights[:, :, :1].repeat(128, 2)[..., :64])])
    return net.readout([net.full(c, 3)]), pixels(draw, (4, 3, 1), 2)


@case("S2")
def tiles_many(draw):
    """more events a tile than one part holds; a map of one row; right shifts."""
    net, a = first(draw, 16, (3, 2, 1), timesteps=4)
    a = active(net, a, 300, silent=8)
    b = net.spiking([net.conv(a, 64, (3, 1), padding=(0, 0))], shift=5, leak=(1, 1))
    return net.readout([net.full(b, 3)]), pixels(draw, (3, 2, 1), 2)


@case("S2 P2")
def tiles_counts(draw):
    """counts 0...9 of few pixels into 64 and 128 channels, 3x3 and fully connected."""
    net, a = first(draw, 64, (7, 6, 2), timesteps=3)
    p = net.pool("sum", a, (3, 3))
    b = net.spiking([net.conv(p, 64, blocks=True)], leak=(1, 1))
    c = net.spiking([net.conv(b, 160, (1, 1))], leak=(1, 2))
    q = net.pool("sum", c, (2, 1))
    d = net.spiking([net.full(q, 128, blocks=True)], leak=(2, 1))
    e = net.spiking([net.full(p, 64)], leak=(1, 1), soft=True)
    return net.readout([net.full(d, 3), net.full(e, 3)]), pixels(draw, (7, 6, 2), 2)


@case("S2 P2")
def tiles_sparse_counts(draw):
    """counts of many pixels, few of them active, into 64 channels; 16-bit sums."""
    net, a = first(draw, 64, (12, 12, 1), timesteps=3)
    p = net.pool("sum", a, (2, 2))
    weights = net.weights((3, 3, 64, 64), 8, 8)
    b = net.spiking([net.conv(p, 64, weights=weights, blocks=True)], shift=-2, leak=(1, 1))
    return net.readout([net.full(b, 3)]), pixels(draw, (12, 12, 1), 2)
