"""Folders for pooling (P1, P2, T3)."""

from .layers import first
from .registry import case, pixels


@case("P1")
def max_pool_remainder(draw):
    """max pooling 2x2 of a 7x5 map: the last row and column are dropped."""
    net, a = first(draw, shape=(7, 5, 1))
    b = net.pool("max", a, (2, 2))
    c = net.spiking([net.conv(b, 3)])
    return net.readout([net.full(c, 3), net.full(b, 3)]), pixels(draw, (7, 5, 1), 3)


@case("P1")
def max_pool_padded(draw):
    """max pooling 3x3, stride 2, padding 1: outside is 0, windows overlap."""
    net, a = first(draw, shape=(8, 7, 1))
    b = net.pool("max", a, (3, 3), (2, 2), (1, 1))
    return net.readout([net.full(b, 3)]), pixels(draw, (8, 7, 1), 3)


@case("P1 P2")
def pool_not_square(draw):
    """kernels 3x2 and 1x3 with strides (1,2) and (2,1), max and sum."""
    net, a = first(draw, shape=(7, 8, 1))
    b = net.pool("max", a, (3, 2), (1, 2), (1, 0))
    c = net.pool("sum", b, (1, 3), (2, 1), (0, 1))
    return net.readout([net.full(c, 3)]), pixels(draw, (7, 8, 1), 3)


@case("P1")
def max_pool_chained(draw):
    """chained max pooling."""
    net, a = first(draw, shape=(9, 9, 1))
    b = net.pool("max", net.pool("max", a, (2, 2)), (2, 2), (1, 1))
    return net.readout([net.full(b, 3)]), pixels(draw, (9, 9, 1), 2)


@case("P2 T3 S5")
def sum_pool_2x2(draw):
    """sum pooling 2x2: counts 0...4 go into a convolution and a fully connected layer."""
    net, a = first(draw, shape=(6, 8, 1))
    b = net.pool("sum", a, (2, 2))
    c = net.spiking([net.conv(b, 4)])
    return net.readout([net.full(c, 3), net.full(b, 3)]), pixels(draw, (6, 8, 1), 3)


@case("P2")
def sum_pool_padded(draw):
    """sum pooling 3x3, stride 2, padding 1: windows at the border count what is inside."""
    net, a = first(draw, shape=(7, 7, 1))
    b = net.pool("sum", a, (3, 3), (2, 2), (1, 1))
    return net.readout([net.full(b, 3)]), pixels(draw, (7, 7, 1), 3)


@case("P2 T3 D2")
def sum_pool_chained(draw):
    """chained sum pooling: M = 4, 36, 144 in one byte."""
    net, a = first(draw, 3, (14, 13, 1))
    b = net.pool("sum", a, (2, 2))
    c = net.pool("sum", b, (3, 3), (2, 2), (1, 1))
    d = net.pool("sum", c, (2, 2), (1, 1))
    e = net.spiking([net.conv(d, 3)])
    return net.readout([net.full(e, 3), net.full(d, 3)]), pixels(draw, (14, 13, 1), 2)


@case("P2 T3 D2")
def sum_pool_two_bytes(draw):
    """M = 255 stays one byte an element, M = 256 takes two; counts above 255 occur."""
    net, a = first(draw, 2, (16, 17, 1))
    a = net.spiking([net.conv(a, 2, (1, 1))], bias=500, threshold=[300, 600], shift=0)
    b = net.pool("sum", a, (15, 17), (1, 1))
    c = net.pool("sum", a, (16, 16), (1, 1))
    d = net.pool("sum", c, (1, 2), (1, 1))
    e = net.spiking([net.full(d, 5, bits=16), net.full(b, 5)])
    return net.readout([net.full(e, 3), net.full(c, 3)]), pixels(draw, (16, 17, 1), 2)


@case("T3 P2 D2")
def sum_pool_limit(draw):
    """M = 65280, near its limit of 65535: kernels 255x1, then 16x16, wide padding."""
    net, a = first(draw, 1, (3, 4, 1))
    a = net.spiking([net.conv(a, 1, (1, 1))], bias=100, threshold=90, shift=0)
    b = net.pool("sum", a, (255, 1), (1, 1), (127, 0))
    c = net.pool("sum", b, (16, 16), (1, 1), (8, 8))
    wide = net.conv(c, 2, (1, 1), bits=16, weights=net.weights((1, 1, 1, 2), 16, 20000))
    d = net.spiking([wide, net.conv(c, 2)])
    return net.readout([net.full(d, 2), net.full(b, 2)]), pixels(draw, (3, 4, 1), 2)


@case("P2 T3")
def global_average_pool(draw):
    """global average pooling: the whole map of 5x6 as the kernel, then the read-out."""
    net, a = first(draw, 7, (5, 6, 2))
    b = net.pool("sum", a, (5, 6))
    return net.readout([net.full(b, 4, bits=16)]), pixels(draw, (5, 6, 2), 3)


@case("P2 P1 T3")
def sum_pool_of_one(draw):
    """sum pooling 1x1 keeps M = 1: max pooling, sum pooling and shortcuts may follow it."""
    net, a = first(draw, 9, shape=(5, 6, 1))
    b = net.pool("sum", a, (1, 1))
    c = net.pool("max", b, (2, 2))
    d = net.pool("sum", a, (1, 1), (2, 2))
    e = net.pool("max", d, (1, 1))
    f = net.spiking([net.conv(b, 9), net.identity(b)])
    tensors = (c, e, f, net.pool("sum", d, (3, 3)))
    return net.readout([net.full(t, 3) for t in tensors]), pixels(draw, (5, 6, 1), 2)
