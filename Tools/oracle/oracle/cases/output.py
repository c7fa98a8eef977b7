"""Folders for the read-out: output neurons x representations, ties (R1 to R4, O3)."""

from .registry import Net, case, given, pixels

NEURONS = {"none": 0, "integrator": 1, "leaky": 2}
REPRESENTATIONS = {"last": 1, "sum": 2, "weighted": 3}
WEIGHTS = [32768, 1, 0, 16384, 20001]
LEAKS = {"last": (1, 1), "sum": (2, 2), "weighted": (3, 27001)}


def output(draw, neuron, representation, leak=(0, 0)):
    """A small network of T = 5 whose logits take both signs; odd values make ties of rshr."""
    net = Net(draw, (3, 3, 2), 5, zero=[128, 90])
    a = net.spiking([net.conv(0, 4)], leak=(2, 1), soft=True)
    model = net.readout(
        [net.full(a, 4), net.full(0, 4, weights=net.weights((18, 4), 8, 3))], [-1, 0, 1, -77],
        output_neuron=NEURONS[neuron], representation=REPRESENTATIONS[representation],
        output_leak_form=leak[0], output_leak_parameter=leak[1],
    )  # fmt: skip
    if representation == "weighted":
        for record, weight in zip(model.timesteps, WEIGHTS):
            record.weight = weight
    return model, pixels(draw, (3, 3, 2), 3)


def register(neuron, representation):
    """One folder a pair; leaky ones take another leak form each."""
    leak = LEAKS[representation] if neuron == "leaky" else (0, 0)

    @case("R1 R2 R3 R4", f"output neuron {neuron}, representation {representation}",
          name=f"output-{neuron}-{representation}")  # fmt: skip
    def make(draw):
        return output(draw, neuron, representation, leak)


for each in NEURONS:
    for other in REPRESENTATIONS:
        register(each, other)


def constant(draw, bias, timesteps=3, weights=(1,), **fields):
    """A read-out straight from one pixel: y = bias + weights * (pixel - 128)."""
    net = Net(draw, (1, 1, 1), timesteps)
    weights = list(weights) * (len(bias) // len(weights))
    return net.readout([net.full(0, len(bias), weights=weights)], bias, **fields)


@case("R2 M2")
def output_leaky_edges(draw):
    """leaky output neuron under every leak form's edge: negative u, -1 and ties, m = 32768."""
    fields = {"output_neuron": 2, "output_leak_form": 3, "output_leak_parameter": 32768}
    bias = [-1, 1, -(2**24), 2**24, 0]
    return constant(draw, bias, 6, [0], **fields), given([128], [0])


@case("R2 M2")
def output_leaky_negative(draw):
    """leaky output neuron that retains 1 - 2^-1 from -1 and odd values, summed."""
    fields = {"output_neuron": 2, "output_leak_form": 2, "output_leak_parameter": 1}
    bias = [-1, 1, -3, 3, -32769]
    return constant(draw, bias, 6, representation=2, **fields), given([128], [127], [255])


@case("R4 X6")
def argmax_ties(draw):
    """equal greatest read-outs: the lowest class answers."""
    net = Net(draw, (1, 1, 3), 2)
    weights = [[1, 1, 0, 0, 1], [0, 1, 1, 0, 1], [0, 0, 0, 0, 0]]
    model = net.readout([net.full(0, 5, weights=weights)], 0, exit_score=3)
    for record in model.timesteps:
        record.threshold = 1
    return model, given([128] * 3, [130, 128, 0], [128, 130, 9], [130, 130, 0], [0, 0, 0])


@case("O3 R3")
def output_near_limit(draw):
    """read-outs near 2^31 after T timesteps: an integrator, summed."""
    bias = [2**31 // 21 - 200, -(2**31 // 21) + 200]
    fields = {"output_neuron": 1, "representation": 2}
    return constant(draw, bias, 6, **fields), given([128], [0], [255])


@case("T1 R3", trace=False)
def timesteps_255(draw):
    """255 timesteps, a leaky integrator layer and a running sum."""
    net = Net(draw, (2, 2, 1), 255)
    a = net.spiking([net.conv(0, 3)], leak=(3, 32000))
    return net.readout([net.full(a, 2)], 0, representation=2), pixels(draw, (2, 2, 1), 1)
