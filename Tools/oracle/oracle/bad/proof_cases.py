"""Bad images that the overflow proof refuses (rules O1 to O3)."""

from .. import layout as at
from ..build import state_bounds
from ..proof import accumulator_bound, channel_bounds
from .edit import Draws, Net, Parts, bad, rich, rich_model
from .record_cases import field

LIMIT = 2**31 - 1
BOUND = 40  # offset in a NODES record


def stated(node, value):
    """Maker of the rich image with a node's stated bound changed."""
    return field(at.NODES, 64 * node + BOUND, "I", value)


def one_below(node):
    """Maker of the rich image with a bound stated one too low."""
    return lambda: stated(node, accumulator_bound(*of(node)) - 1)()


def of(node):
    """(model, node) of the rich image."""
    model = rich_model()
    return model, model.nodes[node]


def weight(connection, node, form):
    """Maker of the rich image with a weight of a node's largest channel at its lowest."""

    def make():
        position = int(channel_bounds(*of(node)).argmax())
        size = {"b": 1, "h": 2, "i": 4}[form]
        lowest = -(2 ** (8 * size - 1))
        return field(at.WEIGHTS, position * size, form, lowest, connection)()

    return make


def zero_points(value):
    """Maker of the rich image whose zero points are all moved to an end."""

    def make():
        parts = rich()
        for plane in range(3):
            parts.patch(at.INPUT, plane, "B", value)
        return parts.image()

    return make


def shifted():
    """A left shift one too far: 2^15 units of bound by 2^16."""
    net = Net(Draws(4), (1, 1, 1), 1)
    fields = {"threshold": 1, "reset": 0, "shift": -16}
    a = net.spiking([net.conv(0, 1, (1, 1), weights=[1])], bias=2**14 - 127, **fields)
    model = net.readout([net.full(a, 2)])
    state_bounds(model)
    return Parts(model).image()


def read_out(bias, timesteps, **fields):
    """Maker of a read-out alone with a large bias, over T timesteps."""

    def make():
        net = Net(Draws(4), (1, 1, 1), timesteps)
        model = net.readout([net.full(0, 2, weights=[0, 0])], bias, **fields)
        state_bounds(model)
        return Parts(model).image()

    return make


bad("bound-below-first", "bound", "node 0 states one less than its weights need", one_below(0))
bad("bound-below-branches", "bound", "node 3 states one less than its branches need", one_below(3))
bad("bound-below-read-out", "bound", "the read-out states one less than it needs", one_below(4))
bad("bound-0", "bound", "node 0 states a bound of 0", stated(0, 0))
bad("bound-2-31", "bound", "node 0 states 2^31", stated(0, LIMIT + 1))
bad("bound-2-32", "bound", "the read-out states 2^32 - 1", stated(4, 2**32 - 1))
bad("bound-weight-int8", "bound", "a weight of connection 0 became -128", weight(0, 0, "b"))
bad("bound-weight-int16", "bound", "a weight of connection 3 became -32768", weight(3, 4, "h"))
bad("bound-identity", "bound", "an identity weight became -2^31: its term passes int32",
    weight(2, 3, "i"))  # fmt: skip
bad("bound-bias", "bound", "a bias became 2^31 - 1",
    field(at.CHANNELS, 0, "i", LIMIT))  # fmt: skip
bad("bound-bias-lowest", "bound", "a bias of -2^31, whose magnitude is no int32",
    field(at.CHANNELS, 4, "i", -(2**31), 4))  # fmt: skip
bad("bound-zero-points", "bound", "zero points moved to 0: pixels reach 255", zero_points(0))
bad("bound-zero-points-255", "bound", "zero points moved to 255: pixels reach -255",
    zero_points(255))  # fmt: skip
bad("bound-left-shift", "bound", "O2: 16385 units shifted left by 16 pass 2^30", shifted)
bad("bound-sum", "bound", "O3: the sum of two logits passes int32",
    read_out([2**30, 0], 2, representation=2))  # fmt: skip
bad("bound-integrator", "bound", "O3: an integrator over 100 timesteps passes int32",
    read_out([2**31 // 100 + 1, 0], 100, output_neuron=1))  # fmt: skip
bad("bound-leaky", "bound", "O3: a leaky neuron is bounded like an integrator",
    read_out([2**29, 0], 4, output_neuron=2, output_leak_form=1,
             output_leak_parameter=15))  # fmt: skip
bad("bound-integrator-sum", "bound", "O3: an integrator, summed, over 6 timesteps",
    read_out([2**31 // 21 + 1, 0], 6, output_neuron=1, representation=2))  # fmt: skip
bad("bound-weighted", "bound", "O3: the one that each weighted term adds passes int32",
    read_out([2**30 - 1, 0], 2, representation=3))  # fmt: skip
