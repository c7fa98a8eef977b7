"""Bad images whose shapes do not fit, or whose products are too large (also for 32 bits)."""

from .. import layout as at
from ..build import state_bounds
from ..model import MAX_POOLING
from .edit import Draws, Net, Parts, bad, rich

OPEN = {"threshold": 1, "reset": 0, "shift": 0}


def mutant(shape, build):
    """Maker of an image with input `shape`; build(net) adds nodes and gives (tensor, change).

    The read-out reads the tensor; change(), called last, breaks the finished model.
    """

    def make():
        net = Net(Draws(2), shape, 1, zero=[128] * shape[2])
        tensor, change = build(net)
        model = net.readout([net.full(tensor, 2)])
        state_bounds(model)
        change()
        return Parts(model).image()

    return make


def put(thing, **fields):
    """A function that sets fields of a node or connection."""

    def change():
        for name, value in fields.items():
            setattr(thing, name, value)

    return change


def conv_of_read_out(net):
    """The read-out takes a convolution."""
    a = net.spiking([net.conv(0, 2)], **OPEN)
    b = net.spiking([net.full(a, 2)], **OPEN)

    def change():
        net.model.nodes[-1].connections = [net.conv(b, 2, (1, 1))]

    return b, change


def max_of_counts(net):
    """A second pool becomes max pooling of counts."""
    a = net.spiking([net.conv(0, 1)], **OPEN)
    b = net.pool("sum", net.pool("sum", a, (2, 2)), (2, 2))
    return a, put(net.model.nodes[b - 1], kind=MAX_POOLING, maximum_count=1)


def count_of_65536(net):
    """A second pool grows from 16x15 to 16x16."""
    a = net.spiking([net.conv(0, 1)], **OPEN)
    b = net.pool("sum", a, (16, 16), (1, 1), (8, 8))
    c = net.pool("sum", b, (16, 15), (1, 1), (8, 7))
    node = net.model.nodes[c - 1]
    wider = {"window": (16, 16, 1, 1, 8, 8), "width": node.width + 1}
    return a, put(node, maximum_count=65536, **wider)


def kernel_beyond(net):
    """A 7x7 kernel loses its padding: no window fits 4 rows."""
    a = net.spiking([net.conv(0, 1)], **OPEN)
    wide = net.conv(a, 1, (7, 7))
    net.spiking([wide], **OPEN)
    return a, put(wide, window=(7, 7, 1, 1, 1, 3))


def full_of_two_rows(net):
    """A fully connected node states two rows."""
    a = net.spiking([net.conv(0, 1)], **OPEN)
    b = net.spiking([net.full(a, 3)], **OPEN)
    return a, put(net.model.nodes[b - 1], height=2)


def large_tensor(net):
    """4096 x 4096 x 5 elements pass 2^26; the read-out reads a strided map of them."""
    a = net.spiking([net.conv(0, 5, (1, 1))], **OPEN)
    return net.spiking([net.conv(a, 1, (1, 1), (255, 255))], **OPEN), lambda: None


def large_input(channels, height, width):
    """Maker of an image with a 1x1 input whose MODEL then states a larger one."""

    def make():
        net = Net(Draws(2), (1, 1, channels), 1)
        a = net.spiking([net.conv(0, 1, (1, 1))], **OPEN)
        model = net.readout([net.full(a, 2)])
        state_bounds(model)
        return Parts(model).patch(at.MODEL, 4, "H", height).patch(at.MODEL, 6, "H", width).image()

    return make


def large_weights(channels, height, width, classes, size):
    """Maker of a read-out of an input whose weights pass 2^32 bytes; the section holds `size`."""

    def make():
        net = Net(Draws(2), (1, 1, channels), 1)
        model = net.readout([net.full(0, classes)])
        state_bounds(model)
        parts = Parts(model).patch(at.MODEL, 4, "H", height).patch(at.MODEL, 6, "H", width)
        parts.part(at.WEIGHTS)[3] = bytearray(size)
        return parts.image()

    return make


bad("value-read-out-convolution", "value", "the read-out has a convolution",
    mutant((2, 2, 1), conv_of_read_out))  # fmt: skip
bad("shape-max-of-counts", "shape", "max pooling of counts", mutant((4, 4, 1), max_of_counts))
bad("shape-count-65536", "shape", "sum pooling to a maximum count of 65536",
    mutant((2, 2, 1), count_of_65536))  # fmt: skip
bad("shape-kernel-beyond", "shape", "a 7x7 kernel larger than the padded source",
    mutant((4, 4, 1), kernel_beyond))  # fmt: skip
bad("shape-full-of-two-rows", "shape", "a fully connected node of 2 rows",
    mutant((2, 2, 1), full_of_two_rows))  # fmt: skip
bad("shape-tensor", "shape", "a node of 4096 x 4096 x 5 elements",
    mutant((4096, 4096, 1), large_tensor))  # fmt: skip
bad("shape-input", "shape", "an input of 4096 x 4096 x 5 elements", large_input(5, 4096, 4096))
bad("shape-input-wraps", "shape", "an input of 2^34 elements: 0 in 32 bits",
    large_input(1024, 4096, 4096))  # fmt: skip
bad("shape-weights-2-32", "shape", "2^32 weights: 0 in 32 bits",
    large_weights(4, 4096, 4096, 64, 256))  # fmt: skip
bad("shape-weights-wrap", "shape", "2^32 + 4 weights: the 4 of the section in 32 bits",
    large_weights(10, 2501, 2642, 65, 4))  # fmt: skip
bad("shape-readout-classes", "shape", "MODEL has other classes than the read-out",
    lambda: rich().patch(at.MODEL, 10, "H", 4).image())  # fmt: skip
