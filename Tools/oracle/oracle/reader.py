"""Reader of the model image: every check of FORMAT.md in its order; ImageError names the fault."""

import numpy as np

from . import layout as at
from . import proof
from .budget import LIMIT as BUDGET_LIMIT
from .container import check_set, open_container
from .exits import THRESHOLD_LIMIT
from .layout import ImageError, require
from .model import EVENTS, IMAGE, READOUT, SPIKING, Model, Timestep
from .reader_nodes import read_nodes
from .readout import LEAKY, WEIGHTED


def read(image):
    """The checked Model of an image's bytes; ImageError if it is refused."""
    container = open_container(bytes(image))
    check_set(container)
    model = read_model(container.all(at.MODEL)[0].data)
    read_input(container, model)
    read_timesteps(container, model)
    read_nodes(container, model)
    read_tables(container, model)
    require(container.flags == at.needed_flags(model), "featureFlags",
            f"{container.flags:#x}, contents need {at.needed_flags(model):#x}")  # fmt: skip
    try:
        proof.check_model(model)
    except proof.BoundError as error:
        raise ImageError("bound", str(error)) from error
    note = container.all(at.NOTE)
    model.note = note[0].data if note else None
    return model


def check_leak(form, parameter, lowest, what):
    """Leak form lowest...3 with its parameter; form 0 has parameter 0."""
    require(lowest <= form <= 3, "value", f"{what}: leak form {form}")
    low, high = {0: (0, 0), 3: (0, 32768)}.get(form, (1, 15))
    require(low <= parameter <= high, "value", f"{what}: leak parameter {parameter}")


def read_model(data):
    """MODEL, with timesteps left as blank records and no nodes."""
    (kind, binning, channels, height, width, timesteps, classes, neuron, form, parameter,
     representation, score, low, high, planes, zero, budget,
     rest) = at.MODEL_RECORD.unpack(data)  # fmt: skip
    ranges = {
        "input kind": (kind, IMAGE, EVENTS),
        "binning": (binning, 0, 0) if kind == IMAGE else (binning, 1, 2),
        "channels": (channels, 1, 1024) if kind == IMAGE else (channels, 2, 2),
        "height": (height, 1, 4096),
        "width": (width, 1, 4096),
        "timesteps": (timesteps, 1, 255),
        "classes": (classes, 2, 4096),
        "output neuron": (neuron, 0, 2),
        "representation": (representation, 1, 3),
        "exit score": (score, 0, 3),
        "maximum timestep": (high, 1, timesteps),
        "minimum timestep": (low, 1, high),
        "planes": (planes, 0, 3),
        "reserved": (int(any(zero) or any(rest)), 0, 0),
        "budget": (budget, 0, BUDGET_LIMIT),
    }
    for name, (value, lowest, highest) in ranges.items():
        require(lowest <= value <= highest, "value", f"MODEL: {name} {value}")
    if neuron == LEAKY:
        check_leak(form, parameter, 1, "MODEL")
    else:
        require((form, parameter) == (0, 0), "value", "MODEL: leak of a neuron without one")
    fits = {0: True, 1: kind == IMAGE and channels == 1, 2: kind == IMAGE and channels == 3}
    require(fits.get(planes, kind == EVENTS), "value", f"MODEL: planes {planes}")
    require(channels * height * width <= at.TENSOR_LIMIT, "shape", "MODEL: input too large")
    return Model(
        kind, channels, height, width, classes, [Timestep() for _ in range(timesteps)], [],
        None, binning, neuron, form, parameter, representation, score, low, high, planes, budget,
    )  # fmt: skip


def read_input(container, model):
    """INPUT: a zero point a plane for images, none for events."""
    found = container.all(at.INPUT)
    expected = 1 if model.input_kind == IMAGE else 0
    require(len(found) == expected, "sectionSet", f"{len(found)} INPUT sections")
    if found:
        require(found[0].length == model.channels, "sectionSet", "INPUT: not a byte a plane")
        model.zero_points = np.frombuffer(found[0].data, dtype="u1").astype(np.int64)


def read_timesteps(container, model):
    """TIMESTEPS: a record a timestep, each field in its range."""
    data = container.all(at.TIMESTEPS)[0].data
    require(len(data) == 16 * len(model.timesteps), "sectionSet", "TIMESTEPS: not 16 bytes each")
    lowest = 0 if model.representation == WEIGHTED else 32768
    for t, fields in enumerate(at.TIMESTEP_RECORD.iter_unpack(data)):
        weight, factor, shift, threshold = fields
        require(lowest <= weight <= 32768, "value", f"timestep {t + 1}: weight {weight}")
        require(1 <= factor <= 2**31 - 1, "value", f"timestep {t + 1}: factor {factor}")
        require(shift <= 62, "value", f"timestep {t + 1}: factor shift {shift}")
        limit = THRESHOLD_LIMIT[model.exit_score]
        require(threshold <= limit, "value", f"timestep {t + 1}: threshold {threshold}")
        model.timesteps[t] = Timestep(*fields)


def read_tables(container, model):
    """CHANNELS and WEIGHTS: present once, sizes, layout codes, values."""
    nodes = {i: n for i, n in enumerate(model.nodes) if n.kind in (SPIKING, READOUT)}
    connections = dict(enumerate(c for n in model.nodes for c in n.connections))
    channels = by_index(container.all(at.CHANNELS), nodes, "CHANNELS")
    weights = by_index(container.all(at.WEIGHTS), connections, "WEIGHTS")
    for i, node in nodes.items():
        size = node.channels * (13 if node.kind == SPIKING else 4)
        require(channels[i].length == size, "sectionSet", f"CHANNELS {i}: {channels[i].length}")
    for i, connection in connections.items():
        size = connection.weights.size * connection.bits // 8
        require(weights[i].length == size, "sectionSet", f"WEIGHTS {i}: {weights[i].length}")
    for i, section in weights.items():
        c = connections[i]
        fits = at.layout_fits(section.layout_code, c.weights, c.bits)
        require(fits, "layoutCode", f"WEIGHTS {i}: {section.layout_code}")
    for i, node in nodes.items():
        read_channels(node, channels[i].data, f"CHANNELS {i}")
    for i, c in connections.items():
        values = np.frombuffer(weights[i].data, dtype=at.WEIGHT_TYPES[c.bits])
        c.blocks = weights[i].layout_code == at.BLOCKS
        if c.blocks:
            values = values.reshape(-1, values.size // at.BLOCK // blocks_of(c), at.BLOCK)
            values = values.transpose(1, 0, 2)
        c.weights = values.astype(np.int64).reshape(c.weights.shape)


def blocks_of(connection):
    """Blocks of output channels."""
    return connection.weights.shape[-1] // at.BLOCK


def by_index(found, owners, name):
    """The one section of each owner, by its index; sectionSet for one too few or too many."""
    result = {s.index: s for s in found}
    require(len(result) == len(found), "sectionSet", f"{name}: twice")
    require(result.keys() == owners.keys(), "sectionSet", f"{name}: missing or without an owner")
    return result


def read_channels(node, data, what):
    """Bias, and for spiking nodes threshold, reset and shift with their ranges."""
    count = node.channels * (1 if node.kind == READOUT else 3)
    words = np.frombuffer(data, dtype="<i4", count=count).astype(np.int64)
    if node.kind == READOUT:
        node.bias = words
        return
    node.bias, node.threshold, node.reset = words.reshape(3, -1)
    node.shift = np.frombuffer(data[12 * node.channels :], dtype="i1").astype(np.int64)
    limit = 8192 if node.membrane_width == 16 else 2**29
    lowest, highest = (1, limit) if node.reset_form else (0, 0)
    in_range(node.threshold, 1, limit, f"{what}: threshold")
    in_range(node.reset, lowest, highest, f"{what}: reset")
    in_range(node.shift, -16, 24, f"{what}: shift")


def in_range(values, low, high, what):
    """value fault unless every element is in low...high."""
    require(values.min() >= low and values.max() <= high, "value", what)
