"""Folders for counts with few zeros, for 64 channels and more, for weights in blocks of them."""

from .layers import first
from .registry import Net, case, pixels


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
    pooled = net.pool("sum", b, (2, 2), (1, 1))
    c = net.spiking([net.conv(pooled, 128, (1, 3), blocks=True)], leak=(1, 1))
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


@case("S2 S3")
def layout_blocks(draw):
    """weights in blocks of 64 channels: of spikes, of counts, of a fully connected layer."""
    net, a = first(draw, 16, (8, 7, 2))
    b = net.spiking([net.conv(a, 128, blocks=True)], leak=(1, 1))
    c = net.spiking([net.conv(net.pool("sum", b, (2, 2)), 64, blocks=True)], leak=(1, 2))
    d = net.spiking([net.full(c, 192, blocks=True), net.full(a, 192, bits=16)], leak=(2, 1))
    return net.readout([net.full(d, 3)]), pixels(draw, (8, 7, 2), 2)


@case("S2 I2")
def layout_blocks_of_input(draw):
    """weights in blocks of 64 channels that meet the input image; 32-bit membranes behind them."""
    net = Net(draw, (6, 7, 3), 3, zero=[10, 128, 250])
    a = net.spiking([net.conv(0, 128, blocks=True)], leak=(2, 1))
    b = net.spiking([net.conv(a, 64, (1, 1), blocks=True)], leak=(1, 1), width=32)
    return net.readout([net.full(b, 64, blocks=True)]), pixels(draw, (6, 7, 3), 2)
