"""Writer of the model image: canonical section order, checksums, padding."""

import zlib

import numpy as np

from . import ARITHMETIC_VERSION, FORMAT_VERSION
from . import layout as at
from .model import READOUT, SPIKING


def model_record(m):
    """The MODEL section, 64 bytes."""
    return at.MODEL_RECORD.pack(
        m.input_kind, m.binning, m.channels, m.height, m.width, len(m.timesteps), m.classes,
        m.output_neuron, m.output_leak_form, m.output_leak_parameter, m.representation,
        m.exit_score, m.minimum_timestep, m.maximum_timestep, m.planes, bytes(3),
        m.budget, bytes(32),
    )  # fmt: skip


def node_record(n, first):
    """A NODES record; first is the number of its first connection (0 for pooling)."""
    return at.NODE_RECORD.pack(
        n.kind, n.leak_form, n.reset_form, n.membrane_width, n.leak_parameter, bytes(2),
        n.channels, n.height, n.width, bytes(2), n.maximum_count, first, len(n.connections),
        n.source, *n.window, bytes(2), n.bound, n.name.encode(),
    )  # fmt: skip


def node_records(nodes):
    """The NODES section."""
    records, first = [], 0
    for node in nodes:
        records.append(node_record(node, first if node.connections else 0))
        first += len(node.connections)
    return b"".join(records)


def connection_record(c, destination):
    """A CONNECTIONS record."""
    return at.CONNECTION_RECORD.pack(c.kind, c.bits, *c.window, c.source, destination, bytes(16))


def channel_bytes(n):
    """The CHANNELS section of a spiking or read-out node."""
    words = [n.bias] if n.kind == READOUT else [n.bias, n.threshold, n.reset]
    data = b"".join(np.asarray(v, dtype="<i4").tobytes() for v in words)
    return data + (np.asarray(n.shift, dtype="i1").tobytes() if n.kind == SPIKING else b"")


def weight_bytes(c):
    """The WEIGHTS section of a connection, in its layout."""
    weights = np.asarray(c.weights)
    if c.blocks:
        blocks = weights.reshape(-1, weights.shape[-1] // at.BLOCK, at.BLOCK)
        weights = blocks.transpose(1, 0, 2)
    return np.ascontiguousarray(weights).astype(at.WEIGHT_TYPES[c.bits]).tobytes()


def sections(model):
    """(kind, index, layout code, bytes) of every section in canonical order."""
    connections = [(c, i) for i, n in enumerate(model.nodes) for c in n.connections]
    records = (at.TIMESTEP_RECORD.pack(t.weight, t.factor, t.factor_shift, t.threshold)
               for t in model.timesteps)  # fmt: skip
    result = [(at.MODEL, 0, 0, model_record(model))]
    if model.zero_points is not None:
        result.append((at.INPUT, 0, 0, np.asarray(model.zero_points, dtype="u1").tobytes()))
    result.append((at.TIMESTEPS, 0, 0, b"".join(records)))
    result.append((at.NODES, 0, 0, node_records(model.nodes)))
    result.append((at.CONNECTIONS, 0, 0, b"".join(connection_record(c, i) for c, i in connections)))
    for i, node in enumerate(model.nodes):
        if node.kind in (SPIKING, READOUT):
            result.append((at.CHANNELS, i, 0, channel_bytes(node)))
    for i, (c, _) in enumerate(connections):
        result.append((at.WEIGHTS, i, at.BLOCKS if c.blocks else at.CANONICAL, weight_bytes(c)))
    return result + ([(at.NOTE, 0, 0, model.note)] if model.note else [])


def header_bytes(flags, length, section_count, node_count, connection_count, table):
    """Header with its CRC over the header and the section table."""
    fields = (at.MAGIC, *FORMAT_VERSION, ARITHMETIC_VERSION, flags, length, section_count,
              node_count, connection_count, bytes(24))  # fmt: skip
    head = at.HEADER.pack(*fields, 0)[: at.CHECKED_HEADER]
    return head + zlib.crc32(head + table).to_bytes(4, "little")


def assemble(parts, flags, node_count, connection_count):
    """An image from sections (as sections() gives them), in the order given."""
    offset = at.align(64 + 32 * len(parts))
    table, body = b"", bytes(offset - 64 - 32 * len(parts))
    for kind, index, code, data in parts:
        entry = (kind, index, code, offset, len(data), zlib.crc32(data), bytes(8))
        table += at.ENTRY.pack(*entry)
        body += data + bytes(at.align(len(data)) - len(data))
        offset += at.align(len(data))
    head = header_bytes(flags, offset, len(parts), node_count, connection_count, table)
    return head + table + body


def write(model):
    """The image of a model, bytes. Node bounds are written as they stand (see proof)."""
    count = sum(len(n.connections) for n in model.nodes)
    return assemble(sections(model), at.needed_flags(model), len(model.nodes), count)
