"""Bad images with one field of MODEL, TIMESTEPS or CHANNELS out of its range."""

from .. import layout as at
from .edit import Draws, Net, Parts, bad, finished, plain, rich, rich_model


def field(kind, offset, form, value, index=0, base=rich):
    """Maker of a base image with one field changed."""
    return lambda: base().patch(kind, offset, form, value, index).image()


# name, offset in MODEL, format, value, base
MODEL_FIELDS = (
    ("input-kind-0", 0, "B", 0, rich),
    ("input-kind-3", 0, "B", 3, rich),
    ("binning-of-image", 1, "B", 1, rich),
    ("binning-0-of-events", 1, "B", 0, plain),
    ("binning-3", 1, "B", 3, plain),
    ("channels-0", 2, "H", 0, rich),
    ("channels-1025", 2, "H", 1025, rich),
    ("channels-3-of-events", 2, "H", 3, plain),
    ("height-0", 4, "H", 0, rich),
    ("height-4097", 4, "H", 4097, rich),
    ("width-0", 6, "H", 0, rich),
    ("width-65535", 6, "H", 65535, rich),
    ("timesteps-0", 8, "H", 0, rich),
    ("timesteps-256", 8, "H", 256, rich),
    ("classes-4097", 10, "H", 4097, rich),
    ("output-neuron-3", 12, "B", 3, rich),
    ("leaky-without-leak", 13, "B", 0, rich),
    ("leaky-form-4", 13, "B", 4, rich),
    ("leaky-shift-0", 14, "H", 0, rich),
    ("leaky-shift-16", 14, "H", 16, rich),
    ("leak-without-leaky", 13, "B", 1, plain),
    ("leak-parameter-without-leaky", 14, "H", 1, plain),
    ("representation-0", 16, "B", 0, rich),
    ("representation-4", 16, "B", 4, rich),
    ("exit-score-4", 17, "B", 4, rich),
    ("minimum-timestep-0", 18, "B", 0, rich),
    ("minimum-above-maximum", 19, "B", 1, lambda: rich().patch(at.MODEL, 18, "B", 2)),
    ("maximum-timestep-0", 19, "B", 0, rich),
    ("maximum-above-timesteps", 19, "B", 3, rich),
    ("planes-4", 20, "B", 4, rich),
    ("planes-gray-of-3", 20, "B", 1, rich),
    ("planes-polarity-of-image", 20, "B", 3, rich),
    ("planes-color-of-events", 20, "B", 2, plain),
    ("model-reserved", 21, "B", 1, rich),
    ("model-reserved-before-budget", 23, "B", 1, rich),
    ("model-reserved-after-budget", 32, "B", 1, rich),
    ("model-reserved-last", 63, "B", 255, rich),
    ("budget-2-63", 24, "Q", 2**63, lambda: Parts(rich_model(budget=1))),
    ("budget-2-64-minus-1", 24, "Q", 2**64 - 1, lambda: Parts(rich_model(budget=1))),
)
for name, offset, form, value, base in MODEL_FIELDS:
    bad(f"value-{name}", "value", f"MODEL: byte {offset} is {value}",
        field(at.MODEL, offset, form, value, base=base))  # fmt: skip


def never():
    """The rich image without an exit score."""
    return Parts(rich_model(exit_score=0))


# name, offset in TIMESTEPS, value, base
TIMESTEP_FIELDS = (
    ("weight-32769", 16, 32769, rich),
    ("weight-of-sum", 16, 32767, plain),
    ("factor-0", 4, 0, rich),
    ("factor-2-31", 20, 2**31, rich),
    ("factor-shift-63", 24, 63, rich),
    ("threshold-confidence", 12, 2**24 + 2, rich),
    ("threshold-entropy", 28, 786433, plain),
    ("threshold-never", 12, 1, never),
)
for name, offset, value, base in TIMESTEP_FIELDS:
    bad(f"value-{name}", "value", f"timestep {offset // 16 + 1}: {value}",
        field(at.TIMESTEPS, offset, "I", value, base=base))  # fmt: skip

# Of 2 channels: bias at 0, threshold at 8, reset at 16, shift at 24.
# name, offset in CHANNELS, format, value, node
CHANNEL_FIELDS = (
    ("threshold-0", 8, "i", 0, 0),
    ("threshold-negative", 12, "i", -1, 3),
    ("threshold-8193", 12, "i", 8193, 0),
    ("threshold-32-bit", 8, "i", 2**29 + 1, 3),
    ("reset-of-hard", 16, "i", 1, 0),
    ("reset-0-of-soft", 20, "i", 0, 3),
    ("reset-32-bit", 16, "i", 2**29 + 1, 3),
    ("shift-25", 25, "b", 25, 0),
    ("shift-minus-17", 24, "b", -17, 3),
)
for name, offset, form, value, node in CHANNEL_FIELDS:
    bad(f"value-{name}", "value", f"CHANNELS of node {node}: {value}",
        field(at.CHANNELS, offset, form, value, node))  # fmt: skip


def one_class():
    """A read-out of one class."""
    net = Net(Draws(1), (2, 2, 1), 1)
    return Parts(finished(net, net.readout([net.full(0, 1)]), bytes(4))).image()


bad("value-classes-1", "value", "MODEL: one class", one_class)
