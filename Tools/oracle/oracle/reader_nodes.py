"""The reader's checks of NODES and CONNECTIONS: values, then order, then shapes, node by node."""

import math

import numpy as np

from . import layout as at
from .connection import CONVOLUTION, FULL, IDENTITY
from .layout import require
from .model import (
    MAX_POOLING,
    NO_WINDOW,
    READOUT,
    SPIKING,
    Connection,
    Node,
    connection_output,
    window_output,
)
from .pooling import MAXIMUM_COUNT_LIMIT


def read_nodes(container, model):
    """Fill model.nodes with checked nodes; weights are zeros of the right shape so far."""
    records = list(at.NODE_RECORD.iter_unpack(container.all(at.NODES)[0].data))
    links = list(at.CONNECTION_RECORD.iter_unpack(container.all(at.CONNECTIONS)[0].data))
    used = 0
    for i, record in enumerate(records):
        node, first, count, reserved = unpack_node(record)
        check_fields(node, i, reserved, last=i == len(records) - 1)
        if node.kind in (SPIKING, READOUT):
            require(first == used and 1 <= count <= 16 and used + count <= len(links), "value",
                    f"node {i}: connections {first}, {count}")  # fmt: skip
            mine = links[used : used + count]
            used += count
            read_sources(model, node, i, mine)
        else:
            require((first, count) == (0, 0), "value", f"node {i}: connections of pooling")
            read_pool(model, node, i)
        model.nodes.append(node)
    require(used == len(links), "value", f"{len(links) - used} connections of no node")


def unpack_node(r):
    """(Node, first connection, connections, reserved bytes) of a record, unchecked."""
    node = Node(
        r[0], channels=r[6], height=r[7], width=r[8], leak_form=r[1], leak_parameter=r[4],
        reset_form=r[2], membrane_width=r[3], maximum_count=r[10], source=r[13],
        window=r[14:20], bound=r[21],
    )  # fmt: skip
    reserved = r[5] + r[9] + r[20]
    name, _, rest = r[22].partition(b"\0")
    try:
        node.name = name.decode()
    except UnicodeDecodeError:
        rest = b"?"
    return node, r[11], r[12], reserved + rest


def check_fields(node, i, reserved, last):
    """Values of a node's own record."""
    require(1 <= node.kind <= 4, "value", f"node {i}: kind {node.kind}")
    require((node.kind == READOUT) == last, "value", f"node {i}: the last is the read-out")
    require(not any(reserved), "value", f"node {i}: reserved bytes or name")
    require(node.channels >= 1, "value", f"node {i}: no channels")
    require(1 <= node.height <= 4096, "value", f"node {i}: height {node.height}")
    require(1 <= node.width <= 4096, "value", f"node {i}: width {node.width}")
    if node.kind == SPIKING:
        check_neuron(node, i)
    else:
        fields = (node.leak_form, node.leak_parameter, node.reset_form, node.membrane_width)
        require(not any(fields), "value", f"node {i}: neuron fields of another kind")
    if node.kind in (SPIKING, READOUT):
        require(node.source == 0 and node.window == NO_WINDOW, "value", f"node {i}: pooling")
    else:
        require(node.bound == 0, "value", f"node {i}: bound of pooling")
        check_window(node.window, f"node {i}", pooling=True)
    count = {SPIKING: 1, MAX_POOLING: 1, READOUT: 0}.get(node.kind, node.maximum_count)
    require(node.maximum_count == count, "value", f"node {i}: M {node.maximum_count}")


def check_neuron(node, i):
    """Leak, reset and width of a spiking node."""
    require(node.leak_form <= 3, "value", f"node {i}: leak form {node.leak_form}")
    low, high = {0: (0, 0), 3: (0, 32768)}.get(node.leak_form, (1, 15))
    require(low <= node.leak_parameter <= high, "value", f"node {i}: leak parameter")
    require(node.reset_form <= 1, "value", f"node {i}: reset {node.reset_form}")
    require(node.membrane_width in (16, 32), "value", f"node {i}: width {node.membrane_width}")


def check_window(window, what, pooling):
    """Kernel, stride and padding ranges of P (pooling) or S2 (convolution)."""
    for kernel, stride, padding in zip(window[:2], window[2:4], window[4:]):
        if pooling:
            require(kernel >= 1 and 2 * padding <= kernel, "value", f"{what}: {window}")
        else:
            odd = kernel % 2 == 1 and kernel <= 15
            require(odd and padding < kernel, "value", f"{what}: {window}")
        require(stride >= 1, "value", f"{what}: stride 0")


def check_size(shape, what):
    """A tensor has at most 2^26 elements."""
    require(math.prod(shape) <= at.TENSOR_LIMIT, "shape", f"{what}: {shape}")


def read_pool(model, node, i):
    """Order, shape and maximum count of a pooling node."""
    require(node.source >= 1, "value", f"node {i}: pooling reads the input")
    require(node.source <= i, "order", f"node {i} reads tensor {node.source}")
    shape = window_output(node.window, model.tensor_shape(node.source))
    require(node.shape == shape, "shape", f"node {i}: {node.shape}, rule says {shape}")
    check_size(shape, f"node {i}")
    count = model.tensor_maximum(node.source)
    if node.kind == MAX_POOLING:
        require(count == 1, "shape", f"node {i}: max pooling of counts")
        return
    product = count * node.window[0] * node.window[1]
    require(product <= MAXIMUM_COUNT_LIMIT, "shape", f"node {i}: count {product}")
    require(node.maximum_count == product, "value", f"node {i}: M {node.maximum_count}")


def read_sources(model, node, i, records):
    """The connections of a spiking or read-out node."""
    for record in records:
        check_connection(record, node, i)
    for record in records:
        require(record[8] <= i, "order", f"node {i} reads tensor {record[8]}")
    if node.kind == READOUT:
        require(node.shape == (1, 1, model.classes), "shape", f"read-out {node.shape}")
    check_size(node.shape, f"node {i}")
    for record in records:
        node.connections.append(shaped_connection(model, node, i, record))


def check_connection(r, node, i):
    """Values of a CONNECTIONS record."""
    kind, bits, window, source, destination = r[0], r[1], r[2:8], r[8], r[9]
    require(1 <= kind <= 3, "value", f"node {i}: connection kind {kind}")
    allowed = (32,) if kind == IDENTITY else (8, 16)
    require(bits in allowed, "value", f"node {i}: {bits} bits")
    if kind == CONVOLUTION:
        check_window(window, f"node {i}", pooling=False)
    else:
        require(window == NO_WINDOW, "value", f"node {i}: window of another kind")
    require(destination == i, "value", f"node {i}: destination {destination}")
    require(not any(r[10]), "value", f"node {i}: reserved bytes of a connection")
    require(kind == FULL or node.kind != READOUT, "value", "read-out is fully connected")
    require(kind != IDENTITY or source != 0, "value", f"node {i}: identity reads the input")


def shaped_connection(model, node, i, record):
    """The Connection with zero weights of its shape; shape fault if it does not fit the node."""
    kind, bits, window, source = record[0], record[1], record[2:8], record[8]
    channels, shape = node.channels, model.tensor_shape(source)
    size = {
        CONVOLUTION: (window[0], window[1], shape[2], channels),
        FULL: (math.prod(shape), channels),
        IDENTITY: (channels,),
    }[kind]
    require(math.prod(size) * bits // 8 < 2**32, "shape", f"node {i}: weights {size}")
    blank = np.broadcast_to(np.int64(0), size)
    connection = Connection(kind, source, blank, bits, window)
    output = connection_output(connection, shape)
    require(output == node.shape, "shape", f"node {i}: {node.shape}, connection gives {output}")
    return connection
