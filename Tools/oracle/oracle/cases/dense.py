"""Folders for connections whose sources are counts with few zeros, with channels in blocks of 64."""

from .layers import first
from .registry import case, pixels


def counts(draw, shape, channels):
    """A network whose last tensor are counts 0...4, few of them 0."""
    net, a = first(draw, channels, shape)
    a = net.spiking([net.conv(a, channels, (1, 1))], bias=400, threshold=500, shift=0, leak=(1, 1))
    return net, net.pool("sum", a, (2, 2))


@case("S2 P2")
def dense_counts(draw):
    """counts with few zeros into 64 channels, 3x3 with padding; those, pooled, into 128."""
    net, a = counts(draw, (12, 14, 1), 8)
    b = net.spiking([net.conv(a, 64)], leak=(1, 1))
    c = net.spiking([net.conv(net.pool("sum", b, (2, 2), (1, 1)), 128, (1, 3))], leak=(1, 1))
    return net.readout([net.full(c, 4)]), pixels(draw, (12, 14, 1), 2)


@case("S2 P2")
def dense_windows(draw):
    """counts with few zeros, kernel 5x3, stride 2x1, padding 1x2, soft reset."""
    net, a = counts(draw, (20, 18, 1), 12)
    b = net.spiking([net.conv(a, 64, (5, 3), (2, 1), (1, 2))], leak=(3, 27001), soft=True)
    return net.readout([net.full(b, 3)]), pixels(draw, (20, 18, 1), 2)


@case("S1 S2 I2 P2")
def dense_with_input(draw):
    """counts with few zeros and the input image, both into 64 channels."""
    net, a = counts(draw, (14, 12, 1), 4)
    b = net.spiking([net.conv(0, 64, (3, 3), (2, 2)), net.conv(a, 64)], leak=(2, 2))
    return net.readout([net.full(b, 5)]), pixels(draw, (14, 12, 1), 2)
