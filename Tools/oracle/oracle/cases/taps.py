"""Folders for spikes and counts through 3x3 windows that keep the map's size."""

import numpy as np

from .layers import active, first
from .registry import case, pixels


def kept(draw, net, source, out, **fields):
    """A 3x3 convolution to `out` channels with small weights, its neurons 32 or more to a word."""
    channels = net.model.tensor_shape(source)[2]
    weights = net.weights((3, 3, channels, out), 8, 40)
    return net.spiking([net.conv(source, out, weights=weights)], **fields)


@case("S2 M1 M3")
def taps_blocks(draw):
    """32 to 32, 128, 64; 64 to 64: no right shifts, left shifts that leave 16 bits."""
    net, a = first(draw, 32, (7, 6, 2), timesteps=6)
    b = kept(draw, net, a, 32, shift=0, leak=(1, 2))
    c = kept(draw, net, b, 128, shift=-2, leak=(2, 1), soft=True)
    d = kept(draw, net, c, 64, shift=-4, leak=(3, 20000))
    e = kept(draw, net, d, 64, shift=0, leak=(1, 1), soft=True)
    return net.readout([net.full(e, 4)]), pixels(draw, (7, 6, 2), 3)


@case("S2")
def taps_narrow(draw):
    """A map of one column."""
    net, a = first(draw, 64, (9, 1, 1), timesteps=5)
    b = kept(draw, net, a, 64, shift=0, leak=(1, 1))
    return net.readout([net.full(kept(draw, net, b, 32, shift=0), 3)]), pixels(draw, (9, 1, 1), 2)


@case("S2")
def taps_low(draw):
    """A map of one row."""
    net, a = first(draw, 32, (1, 8, 3), timesteps=2)
    b = kept(draw, net, a, 64, shift=0, leak=(1, 1))
    return net.readout([net.full(kept(draw, net, b, 64, shift=0), 3)]), pixels(draw, (1, 8, 3), 2)


def sparse_counts(draw, net, source, channels):
    """Counts 0 or 4 of most channels, 0 to 4 of every tenth: less than half are not 0."""
    levels = [(2000, -2000, 2000, -2000, -2000, 2000, -2000, -2000, 2000, 400)[i % 10]
              for i in range(channels)]  # fmt: skip
    small = net.weights((1, 1, net.model.tensor_shape(source)[2], channels), 8, 90)
    convolution = net.conv(source, channels, (1, 1), weights=small)
    spikes = net.spiking([convolution], bias=levels, threshold=500, shift=0, leak=(1, 1))
    return net.pool("sum", spikes, (2, 2))


@case("S2 P2 M3")
def taps_counts(draw):
    """counts with many zeros: sums of both signs that leave 16 bits in the map's middle alone."""
    net, a = first(draw, 8, (10, 12, 1), timesteps=5)
    weights = draw.integers(60, 99, (3, 3, 32, 64))
    weights[..., 1::3] *= -1
    weights[..., 2::3] -= 80
    counts = sparse_counts(draw, net, a, 32)
    b = net.spiking([net.conv(counts, 64, weights=weights)], shift=0, leak=(1, 1))
    c = kept(draw, net, net.pool("sum", b, (2, 2), (1, 1)), 64, shift=-1, leak=(2, 1), soft=True)
    return net.readout([net.full(c, 3)]), pixels(draw, (10, 12, 1), 2)


@case("S2 P2")
def taps_many_counts(draw):
    """counts of 96 channels, a second group of 64 that is half empty."""
    net, a = first(draw, 8, (8, 6, 2), timesteps=3)
    counts = sparse_counts(draw, net, a, 96)
    weights = net.weights((3, 3, 96, 64), 8, 8)
    b = net.spiking([net.conv(counts, 64, weights=weights)], shift=-2, leak=(3, 20000))
    return net.readout([net.full(b, 3)]), pixels(draw, (8, 6, 2), 2)


@case("S2")
def taps_wide(draw):
    """128 to 64, then to 128: more weights than a first-level cache; right and left shifts."""
    net, a = first(draw, 128, (5, 6, 2), timesteps=5)
    b = kept(draw, net, a, 64, shift=2, leak=(1, 1))
    c = kept(draw, net, b, 128, shift=0, leak=(2, 1), soft=True)
    d = kept(draw, net, c, 64, shift=-1, leak=(3, 30000))
    return net.readout([net.full(d, 4)]), pixels(draw, (5, 6, 2), 2)


@case("S2")
def taps_overflow(draw):
    """a source row of 128 active channels adds 48,768 to the even outputs: more than 16 bits."""
    net, a = first(draw, 16, (4, 3, 1), timesteps=3)
    a = active(net, a, 128)
    weights = np.full((3, 3, 128, 64), 127)
    weights[..., 1::2] = draw.integers(-40, 40, weights[..., 1::2].shape)
    b = net.spiking([net.conv(a, 64, weights=weights)], shift=0, leak=(1, 1))
    return net.readout([net.full(b, 4)]), pixels(draw, (4, 3, 1), 2)
