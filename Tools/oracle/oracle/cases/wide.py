"""Folders for many channels: several sources a node, weights of 16 bits, membranes of 32."""

from .layers import first
from .registry import Net, case, pixels


@case("S1 S4")
def wide_residual(draw):
    """identity shortcuts of spikes and of counts into 208 channels, the image among the sources."""
    net, a = first(draw, 208, (4, 6, 2))
    b = net.spiking([net.conv(a, 208, (1, 1)), net.identity(a)], leak=(2, 1))
    c = net.spiking([net.identity(b), net.conv(0, 208), net.identity(a)], leak=(1, 2))
    p = net.pool("sum", c, (2, 2))
    d = net.spiking([net.identity(p), net.conv(b, 208, (1, 1), (2, 2))], soft=True)
    e = net.spiking([net.identity(d)], leak=(1, 1))
    return net.readout([net.full(d, 3), net.full(e, 3)]), pixels(draw, (4, 6, 2), 2)


@case("S1 S2 P2")
def wide_projection(draw):
    """projections beside other convolutions, of blocks of 64 channels, counts, 16 bits."""
    net, a = first(draw, 64, (7, 5, 1))
    b = net.spiking([net.conv(a, 128, (3, 1), (2, 2), blocks=True)], leak=(1, 1))
    c = net.spiking([net.conv(b, 128, (1, 3)), net.conv(a, 128, (1, 1), (2, 2), bits=16)])
    p = net.pool("sum", c, (3, 3), (1, 1), (1, 1))
    d = net.spiking([net.conv(p, 80, (1, 1)), net.conv(c, 80, (1, 1))], leak=(2, 1))
    return net.readout([net.full(d, 3), net.full(p, 3)]), pixels(draw, (7, 5, 1), 2)


@case("S2 S3 I2")
def wide_int16(draw):
    """weights of 16 bits throughout: 16 to 176 channels, of the image, spikes, counts, read-out."""
    net, a = first(draw, 48, (8, 6, 3))
    b = net.spiking([net.conv(0, 64, bits=16), net.conv(a, 64, bits=16)], leak=(2, 1))
    c = net.spiking([net.conv(b, 176, (1, 3), (2, 1), bits=16)], leak=(1, 1), soft=True)
    p = net.pool("sum", c, (2, 2))
    d = net.spiking([net.conv(p, 96, (1, 1), bits=16)], leak=(3, 30000))
    e = net.spiking([net.full(d, 16, bits=16)], leak=(1, 1))
    readout = [net.full(t, 11, bits=16) for t in (e, p)]
    return net.readout(readout), pixels(draw, (8, 6, 3), 2)


@case("M1 M2 M3 M5")
def wide_membranes(draw):
    """membranes of 32 bits, 16 to 112 channels: every leak and reset form, the image."""
    net, a = first(draw, 32, (6, 5, 1), timesteps=5)
    b = net.spiking([net.conv(0, 48)], leak=(3, 29999), width=32)
    c = net.spiking([net.conv(a, 112)], leak=(1, 2), soft=True, width=32)
    d = net.spiking([net.conv(c, 64, (1, 1)), net.conv(b, 64)], leak=(2, 1), width=32)
    e = net.spiking([net.full(d, 16)], leak=(3, 32768), shift=-12, soft=True, width=32)
    return net.readout([net.full(e, 3)]), pixels(draw, (6, 5, 1), 2)


@case("T2 S1 S2 S4")
def wide_tails(draw):
    """19 to 141 channels, none a multiple of 16: shortcuts of spikes and counts, 8 and 16 bits."""
    net, a = first(draw, 77, (4, 6, 1))
    b = net.spiking([net.conv(a, 77, (1, 1)), net.identity(a)], leak=(2, 1))
    p = net.pool("sum", b, (2, 2))
    c = net.spiking([net.conv(p, 77, (1, 1), bits=16), net.identity(p)], leak=(3, 20000))
    d = net.spiking([net.conv(c, 141, (1, 3)), net.conv(0, 141, stride=(2, 2))], width=32)
    e = net.spiking([net.full(d, 19, bits=16), net.full(a, 19)], leak=(1, 1), soft=True)
    return net.readout([net.full(t, 21) for t in (d, e)]), pixels(draw, (4, 6, 1), 2)


@case("I1 I2 S2 S3")
def wide_input(draw):
    """the image into 19 to 256 channels: full, 8 and 16 bits, in blocks; odd windows."""
    net = Net(draw, (6, 5, 3), 3, zero=[0, 255, 77])
    a = net.spiking([net.full(0, 125)], leak=(2, 1))
    b = net.spiking([net.full(0, 256, blocks=True)], leak=(1, 1), soft=True)
    c = net.spiking([net.full(0, 51, bits=16), net.full(a, 51)], leak=(1, 2))
    d = net.spiking([net.conv(0, 35, (3, 3), (2, 1))], leak=(3, 30000), width=32)
    e = net.spiking([net.conv(0, 19, (5, 3), (1, 2), (4, 0), bits=16)], leak=(1, 1))
    readout = [net.full(t, 5) for t in (a, b, c, d, e)]
    return net.readout(readout), pixels(draw, (6, 5, 3), 3)
