"""A whole random network with its inputs, activity and exits made non-trivial."""

import numpy as np

from .. import exits
from ..budget import timestep_worst_case
from ..build import Net, state_bounds
from ..calibrate import calibrate, choose_factors, spread_exits
from ..draws import Draws
from ..events import frames
from ..folder import Input
from ..readout import LEAKY, WEIGHTED
from ..session import run
from .graph import ELEMENTS, random_bits, random_leak, random_pool, random_spiking, tame

CANDIDATES = 6


def random_case(seed):
    """(model, inputs) of the network of a seed; two or three inputs."""
    draw = Draws(seed)
    net = random_input(draw)
    for _ in range(draw.integers(1, 6)):
        if not draw.chance(30) or random_pool(net) is None:
            random_spiking(net)
    model = random_readout(net)
    inputs = [random_data(draw, model, i) for i in range(CANDIDATES)]
    data = [i.data for i in inputs]
    calibrate(model, data, draw)
    random_saturation(model, draw)
    random_exit(model, data, draw)
    state_bounds(model)
    kept = draw.shuffled(inputs)[: draw.integers(2, 3)]
    random_budget(draw, model, kept)
    return model, kept


def random_input(draw):
    """A Net with nothing but its input: an image of 1...5 planes, or event frames."""
    side = (1, 2, 3, 4, 4, 5, 6, 7, 8, 9, 11, 17)
    shape = [draw.choose(side), draw.choose(side), draw.choose((1, 1, 2, 3, 3, 4, 5))]
    timesteps = draw.choose((1, 2, 3, 4, 4, 4, 5, 6, 8))
    if draw.chance(25):
        return Net(draw, (*shape[:2], 2), timesteps, binning=draw.integers(1, 2))
    zero = [draw.choose((0, 255, 128, draw.integers(0, 255))) for _ in range(shape[2])]
    net = Net(draw, tuple(shape), timesteps, zero)
    net.model.planes = {1: 1, 3: 2}.get(shape[2], 0) if draw.chance(50) else 0
    return net


def random_readout(net):
    """Append the read-out, with its neuron, representation and weights per timestep."""
    draw, model = net.draw, net.model
    classes = draw.choose((2, 2, 3, 4, 5, 10, 10, 17, 33))
    sources = [len(model.nodes)] + [draw.integers(0, len(model.nodes)) for _ in range(3)]
    sizes = [int(np.prod(model.tensor_shape(s))) for s in sources]
    fitting = [s for s, size in zip(sources, sizes) if size <= ELEMENTS]
    chosen = fitting[: draw.choose((1, 1, 2, 3))] or [len(model.nodes)]
    model.output_neuron = draw.integers(0, 2)
    model.representation = draw.integers(1, 3)
    if model.output_neuron == LEAKY:
        model.output_leak_form, model.output_leak_parameter = random_output_leak(draw)
    if model.representation == WEIGHTED:
        for record in model.timesteps:
            record.weight = draw.choose((0, 32768, draw.integers(0, 32768)))
    net.readout([net.full(s, classes, random_bits(net)) for s in chosen])
    tame(net, model.nodes[-1])
    return model


def random_output_leak(draw):
    """A leak that is one: forms 1...3."""
    while True:
        form, parameter = random_leak(draw)
        if form:
            return form, parameter


def random_data(draw, model, number):
    """An input: pixels of a random range, or frames of random events (some none, some crowded)."""
    if model.zero_points is not None:
        low = draw.choose((0, 0, 100))
        high = draw.choose((255, 255, 140))
        values = draw.integers(low, high, model.input_shape)
        return Input(values.astype(np.uint8).tobytes(), f"candidate-{number}")
    count = draw.choose((0, 3, 40, 40, 100, 300, 3000))
    time = np.sort(draw.integers(0, draw.choose((5, 10000)), (count,)))
    places = [draw.integers(0, n - 1, (count,)) for n in (model.width, model.height, 2)]
    events = np.stack([*places, time], axis=1)
    counts = frames(events, (model.height, model.width), len(model.timesteps), model.binning)
    return Input(counts.astype(np.uint8).tobytes(), f"candidate-{number}", events=events.tolist())


def random_saturation(model, draw):
    """Now and then a node whose shift is several too small, so that its membrane saturates."""
    for node in model.nodes:
        if node.shift is not None and draw.chance(12):
            node.shift = np.where(node.shift > 0, np.maximum(node.shift - 5, 0), node.shift)


def random_budget(draw, model, inputs):
    """In a third of the networks a budget, mostly at or next to the edge of a timestep."""
    if not draw.chance(33):
        return
    spent = [step.operations for step in run(model, inputs[0].data)]
    edge = draw.choose(spent) + timestep_worst_case(model)
    model.budget = draw.choose((edge, edge - 1, edge + 1, draw.integers(1, 2 * edge)))


def random_exit(model, data, draw):
    """Score, factors, thresholds; t_min and t_max sometimes inside 1...T."""
    last = len(model.timesteps)
    model.exit_score = draw.choose((0, 1, 1, 2, 2, 3, 3))
    choose_factors(model, data)
    if draw.chance(20):
        for record in model.timesteps:
            record.factor = draw.integers(1, 2**31 - 1)
            record.factor_shift = draw.integers(0, 62)
    if model.exit_score != exits.NEVER:
        spread_exits(model, data)
    model.maximum_timestep = draw.integers(1, last) if draw.chance(20) else last
    model.minimum_timestep = draw.integers(1, model.maximum_timestep) if draw.chance(20) else 1
