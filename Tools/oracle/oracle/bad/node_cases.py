"""Bad images with a fault in NODES or CONNECTIONS: values, order, shapes."""

from .. import layout as at
from .edit import bad, rich
from .record_cases import field

# Nodes of the rich image: 0 spiking, 1 max pooling, 2 sum pooling, 3 spiking, 4 read-out.
# name, node, offset in its record, format, value
NODE_VALUES = (
    ("node-kind-0", 1, 0, "B", 0),
    ("node-kind-5", 1, 0, "B", 5),
    ("read-out-too-early", 3, 0, "B", 4),
    ("last-not-read-out", 4, 0, "B", 1),
    ("leak-form-4", 0, 1, "B", 4),
    ("leak-shift-0", 0, 4, "H", 0),
    ("leak-shift-16", 0, 4, "H", 16),
    ("leak-multiplier-32769", 3, 4, "H", 32769),
    ("leak-none-parameter", 0, 1, "B", 0),
    ("reset-2", 0, 2, "B", 2),
    ("membrane-width-0", 0, 3, "B", 0),
    ("membrane-width-24", 0, 3, "B", 24),
    ("node-reserved", 0, 6, "B", 1),
    ("node-reserved-14", 1, 14, "B", 1),
    ("node-reserved-38", 2, 39, "B", 1),
    ("node-channels-0", 1, 8, "H", 0),
    ("node-height-0", 1, 10, "H", 0),
    ("node-width-4097", 1, 12, "H", 4097),
    ("count-0-of-spiking", 0, 16, "I", 0),
    ("count-2-of-spiking", 0, 16, "I", 2),
    ("count-2-of-max", 1, 16, "I", 2),
    ("count-5-of-sum", 2, 16, "I", 5),
    ("count-of-read-out", 4, 16, "I", 1),
    ("connections-overlap", 3, 20, "I", 0),
    ("connections-gap", 3, 20, "I", 2),
    ("connections-none", 3, 24, "I", 0),
    ("connections-17", 3, 24, "I", 17),
    ("connections-too-many", 4, 24, "I", 2),
    ("connections-wrap", 4, 20, "I", 2**32 - 1),
    ("connections-of-pool", 1, 24, "I", 1),
    ("source-of-spiking", 3, 28, "I", 1),
    ("window-of-spiking", 3, 32, "B", 1),
    ("pool-of-input", 1, 28, "I", 0),
    ("pool-kernel-0", 1, 32, "B", 0),
    ("pool-stride-0", 1, 35, "B", 0),
    ("pool-padding-2-of-2", 1, 36, "B", 2),
    ("pool-leak", 1, 1, "B", 1),
    ("pool-membrane", 2, 3, "B", 16),
    ("pool-bound", 2, 40, "I", 1),
    ("read-out-leak", 4, 1, "B", 1),
    ("read-out-membrane", 4, 3, "B", 32),
    ("name-after-zero", 0, 63, "B", 65),
)
NODE_ORDER = (
    ("order-pool-itself", 1, 28, "I", 2),
    ("order-pool-forward", 1, 28, "I", 4),
    ("order-pool-nowhere", 2, 28, "I", 2**32 - 1),
)
NODE_SHAPES = (
    ("shape-conv-height", 0, 10, "H", 3),
    ("shape-conv-width", 0, 12, "H", 5),
    ("shape-pool-channels", 1, 8, "H", 3),
    ("shape-pool-height", 1, 10, "H", 1),
    ("shape-read-out-height", 4, 10, "H", 2),
    ("shape-read-out-classes", 4, 8, "H", 4),
    ("shape-pool-kernel", 1, 32, "B", 255),
)
for error, cases in (("value", NODE_VALUES), ("order", NODE_ORDER), ("shape", NODE_SHAPES)):
    for name, node, offset, form, value in cases:
        name = name if error != "value" else f"value-{name}"
        bad(name, error, f"NODES: node {node}, byte {offset} is {value}",
            field(at.NODES, 64 * node + offset, form, value))  # fmt: skip

# Connections of the rich image: 0 convolution of the image, 1 convolution, 2 identity, 3 full.
LINK_VALUES = (
    ("link-kind-0", 0, 0, "B", 0),
    ("link-kind-4", 0, 0, "B", 4),
    ("link-bits-4", 0, 1, "B", 4),
    ("link-bits-32-of-conv", 1, 1, "B", 32),
    ("link-bits-8-of-identity", 2, 1, "B", 8),
    ("link-kernel-2", 0, 2, "B", 2),
    ("link-kernel-17", 0, 3, "B", 17),
    ("link-kernel-0", 1, 2, "B", 0),
    ("link-stride-0", 0, 4, "B", 0),
    ("link-padding-of-kernel", 0, 6, "B", 3),
    ("link-window-of-identity", 2, 2, "B", 1),
    ("link-window-of-full", 3, 7, "B", 1),
    ("link-identity-of-input", 2, 8, "I", 0),
    ("link-destination", 1, 12, "I", 0),
    ("link-destination-beyond", 3, 12, "I", 5),
    ("link-reserved", 1, 16, "B", 1),
    ("link-reserved-last", 3, 31, "B", 1),
    ("link-identity-to-read-out", 3, 0, "H", 3 + 256 * 32),
)
LINK_ORDER = (
    ("order-itself", 1, 8, "I", 4),
    ("order-cycle-of-first", 0, 8, "I", 4),
    ("order-forward", 2, 8, "I", 5),
    ("order-nowhere", 3, 8, "I", 2**32 - 1),
)
LINK_SHAPES = (
    ("shape-identity-of-larger", 2, 8, "I", 1),
    ("shape-conv-stride", 0, 4, "B", 2),
    ("shape-conv-padding", 0, 7, "B", 2),
    ("shape-full-of-map", 1, 0, "B", 2),
)
for error, cases in (("value", LINK_VALUES), ("order", LINK_ORDER), ("shape", LINK_SHAPES)):
    for name, link, offset, form, value in cases:
        name = name if error != "value" else f"value-{name}"
        base = rich
        if name == "shape-full-of-map":
            base = lambda: without_window(1)  # noqa: E731
        bad(name, error, f"CONNECTIONS: connection {link}, byte {offset} is {value}",
            field(at.CONNECTIONS, 32 * link + offset, form, value, base=base))  # fmt: skip


def without_window(link):
    """The rich image, a connection's window fields zero."""
    parts = rich()
    for offset in range(2, 8):
        parts.patch(at.CONNECTIONS, 32 * link + offset, "B", 0)
    return parts
