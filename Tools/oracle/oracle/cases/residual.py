"""Folders for branches: shortcuts and tensors with several consumers (S1, S4)."""

from .layers import first
from .registry import case, pixels


@case("S1 S4")
def residual_identity(draw):
    """residual block with an identity shortcut, weights of both signs and 0."""
    net, a = first(draw, 4, (5, 5, 1))
    b = net.spiking([net.conv(a, 4)])
    c = net.spiking([net.conv(b, 4), net.identity(a, [3000, -2000, 0, 70000])])
    return net.readout([net.full(c, 3)]), pixels(draw, (5, 5, 1), 3)


@case("S1 S2")
def residual_projection(draw):
    """residual block with a projection shortcut: 1x1 kernel, stride 2, int16."""
    net, a = first(draw, 3, (6, 6, 1))
    b = net.spiking([net.conv(a, 5, stride=(2, 2))])
    c = net.spiking([net.conv(b, 5), net.conv(a, 5, (1, 1), (2, 2), bits=16)])
    return net.readout([net.full(c, 3)]), pixels(draw, (6, 6, 1), 3)


@case("S4 P2")
def residual_pooled(draw):
    """shortcut through sum pooling: identity of counts 0...4, then a 1x1 projection of them."""
    net, a = first(draw, 4, (6, 6, 1))
    p = net.pool("sum", a, (2, 2))
    b = net.spiking([net.conv(a, 4, stride=(2, 2)), net.identity(p)])
    c = net.spiking([net.conv(b, 6), net.conv(p, 6, (1, 1))])
    return net.readout([net.full(c, 3)]), pixels(draw, (6, 6, 1), 3)


@case("S1 T1")
def shared_tensor(draw):
    """one tensor read by four nodes and the read-out, each with its own unit."""
    net, a = first(draw, 3, (5, 4, 1))
    b = net.spiking([net.conv(a, 3)])
    c = net.pool("max", a, (2, 2))
    d = net.spiking([net.conv(a, 3, bits=16), net.identity(b)])
    e = net.spiking([net.full(a, 4)])
    tensors = (a, b, c, d, e)
    return net.readout([net.full(t, 3) for t in tensors]), pixels(draw, (5, 4, 1), 3)


@case("S1 S4")
def sixteen_connections(draw):
    """sixteen connections into one node, and the same tensor twice."""
    net, a = first(draw, 3, (4, 4, 1))
    b = net.spiking([net.conv(a, 3)])
    many = [net.conv((a, b)[i % 2], 3, ((1, 1), (3, 3))[i // 2 % 2]) for i in range(12)]
    many += [net.identity(t) for t in (a, b, a, a)]
    c = net.spiking(many)
    return net.readout([net.full(c, 3)]), pixels(draw, (4, 4, 1), 2)


@case("S4")
def identity_wide_weights(draw):
    """identity weights of 31 bits: int32, beyond int16."""
    net, a = first(draw, 3, (4, 4, 1))
    wide = [2**30, -(2**30) - 12345, 65536]
    b = net.spiking([net.identity(a, wide)], width=32)
    c = net.spiking([net.identity(b, [1, 2, 3]), net.identity(a, [-1, 1, 0])])
    return net.readout([net.full(c, 3)]), pixels(draw, (4, 4, 1), 2)


@case("T1 M2")
def deep_chain(draw):
    """eight layers deep, every leak and reset form among them."""
    net, a = first(draw, 3, (4, 4, 1), 6)
    for i, leak in enumerate([(0, 0), (1, 1), (2, 2), (3, 20000), (2, 1), (3, 32768), (0, 0)]):
        width = (16, 32)[i % 3 == 1]
        a = net.spiking([net.conv(a, 3 + i)], leak=leak, soft=bool(i % 2), width=width)
    return net.readout([net.full(a, 3)]), pixels(draw, (4, 4, 1), 2)
