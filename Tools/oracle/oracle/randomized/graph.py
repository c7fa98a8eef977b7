"""Random nodes: sources, connections that fit a shape, pooling."""

from ..arithmetic import LEAK_MULTIPLIER, LEAK_NONE
from ..connection import output_length
from ..layout import BLOCKS, layout_fits
from ..model import SPIKING, connection_output
from ..pooling import MAXIMUM_COUNT_LIMIT
from ..proof import LIMIT, accumulator_bound, channel_bounds, readout_bounds

CHANNELS = (1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 8, 9, 12, 16, 17, 31, 32, 33, 48, 64, 65, 80, 128, 144)
KERNELS = (1, 1, 3, 3, 3, 5, 7)
POOLS = ((2, 2), (2, 2), (2, 2), (3, 3), (3, 3), (1, 2), (3, 2), (1, 1), (16, 17))
ELEMENTS = 1500


def random_source(net):
    """A tensor to read, mostly a recent one."""
    last = len(net.model.nodes)
    return last if net.draw.chance(70) else net.draw.integers(0, last)


def random_bits(net):
    """Weight bits, mostly 8."""
    return net.draw.choose((8, 8, 16))


def random_window(net, shape):
    """Kernel, stride and padding of a convolution over `shape` with at least one window."""
    while True:
        kernel = [net.draw.choose(KERNELS) for _ in range(2)]
        if net.draw.chance(60):
            kernel[1] = kernel[0]
        stride = [net.draw.choose((1, 1, 1, 2, 2, 3)) for _ in range(2)]
        padding = [net.draw.choose((k // 2, net.draw.integers(0, k - 1))) for k in kernel]
        sizes = [output_length(*axis) for axis in zip(shape[:2], kernel, stride, padding)]
        if min(sizes) >= 1:
            return tuple(kernel), tuple(stride), tuple(padding)


def random_channels(net, pixels):
    """Output channels such that a node stays small."""
    fitting = [c for c in CHANNELS if c * pixels <= ELEMENTS]
    return net.draw.choose(fitting or (1,))


def first_connection(net):
    """A connection of any kind, which decides its node's shape."""
    source = random_source(net)
    shape = net.model.tensor_shape(source)
    kind = net.draw.choose(("conv", "conv", "conv", "full", "identity"))
    if kind == "identity" and source:
        return net.identity(source)
    if kind == "full" and shape[0] * shape[1] * shape[2] <= ELEMENTS:
        return in_blocks(net, net.full(source, random_channels(net, 1), random_bits(net)))
    kernel, stride, padding = random_window(net, shape)
    sizes = [output_length(*axis) for axis in zip(shape[:2], kernel, stride, padding)]
    out = random_channels(net, sizes[0] * sizes[1])
    return in_blocks(net, net.conv(source, out, kernel, stride, padding, random_bits(net)))


def in_blocks(net, connection):
    """The connection, by chance in layout 1 where it may be."""
    if layout_fits(BLOCKS, connection.weights, connection.bits):
        connection.blocks = net.draw.chance(50)
    return connection


def fitting_connection(net, shape):
    """Another connection that gives `shape`, or None if the tensor drawn has none."""
    source = net.draw.integers(0, len(net.model.nodes))
    found = net.model.tensor_shape(source)
    if source and found == shape and net.draw.chance(60):
        return net.identity(source)
    if shape[:2] == (1, 1) and found[0] * found[1] * found[2] <= ELEMENTS and net.draw.chance(70):
        return net.full(source, shape[2], random_bits(net))
    for kernel in net.draw.shuffled((1, 3, 5)):
        for stride in net.draw.shuffled((1, 2, 3)):
            sizes = [output_length(n, kernel, stride, kernel // 2) for n in found[:2]]
            if tuple(sizes) == shape[:2]:
                return net.conv(source, shape[2], (kernel, kernel), (stride, stride), None,
                                random_bits(net))  # fmt: skip
    return None


def random_leak(draw):
    """(form, parameter), edges of the parameter more often than chance."""
    form = draw.integers(LEAK_NONE, LEAK_MULTIPLIER)
    if form == LEAK_NONE:
        return 0, 0
    if form == LEAK_MULTIPLIER:
        return form, draw.choose((0, 32768, 32767, 16384) + (draw.integers(1, 32767),) * 6)
    return form, draw.choose((1, 1, 2, 3, draw.integers(1, 15)))


def random_spiking(net):
    """Append a spiking node with one to four connections."""
    links = [first_connection(net)]
    shape = connection_output(links[0], net.model.tensor_shape(links[0].source))
    while len(links) < 4 and net.draw.chance(35):
        other = fitting_connection(net, shape)
        links += [other] if other else []
    width = net.draw.choose((16, 16, 32))
    tensor = net.spiking(links, leak=random_leak(net.draw), soft=net.draw.chance(50), width=width,
                         slack=net.draw.choose((0, 0, 1, 1000)))  # fmt: skip
    tame(net, net.model.nodes[tensor - 1])
    return tensor


def random_pool(net):
    """Append a pooling node if the tensor drawn allows one; else None."""
    source = random_source(net)
    if source == 0:
        return None
    rows, columns, _ = net.model.tensor_shape(source)
    kernel = net.draw.choose((*POOLS, (rows, columns), (rows, columns)))
    stride = net.draw.choose((kernel, (1, 1), (2, 2), (2, 1)))
    padding = tuple(net.draw.choose((0, k // 2)) if k < 16 else k // 2 for k in kernel)
    sizes = [output_length(*axis) for axis in zip((rows, columns), kernel, stride, padding)]
    count = net.model.tensor_maximum(source)
    if min(sizes) < 1 or count * kernel[0] * kernel[1] > MAXIMUM_COUNT_LIMIT:
        return None
    kind = "max" if count == 1 and net.draw.chance(60) and kernel != (16, 17) else "sum"
    return net.pool(kind, source, kernel, stride, padding)


def tame(net, node):
    """Draw a bias in proportion to the weights, then halve weights until the proof holds."""
    bounds = channel_bounds(net.model, node)
    node.bias = net.draw.integers(-64, 64, (node.channels,)) * (bounds // 1000 + 1) // 2
    while not provable(net.model, node):
        node.bias = node.bias >> 1
        for connection in node.connections:
            connection.weights = connection.weights >> 1
            connection.weights[connection.weights == -1] = 1


def provable(model, node):
    """Whether O1 (with room for slack) and, for the read-out, O3 hold."""
    bound = accumulator_bound(model, node)
    if node.kind == SPIKING:
        return bound <= LIMIT - 1000
    return max(readout_bounds(model, bound)) <= LIMIT
