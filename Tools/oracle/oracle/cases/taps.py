"""Folders for spikes through 3x3 windows that keep the map's size, sums within 16 bits."""

from .layers import first
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
