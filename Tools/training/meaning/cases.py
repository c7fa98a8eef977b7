"""The networks: one case for each neuron, pooling, padding, folding and shortcut."""

from collections.abc import Callable
from dataclasses import dataclass

from atsnn_networks.builder import GraphBuilder
from atsnn_networks.graph import Description

TIMESTEPS = 4
CLASSES = 3
CHANNELS = 4
STD = 64.0

LIF = {
    "type": "lif", "tau": 2.0, "decay_input": True, "threshold": 1.0, "compare": ">=",
    "reset": "hard", "v_reset": 0.0,
}  # fmt: skip
IF = {"type": "if", "threshold": 1.0, "compare": ">=", "reset": "hard", "v_reset": 0.0}
SOFT = {"reset": "soft", "v_reset": None}


@dataclass(frozen=True)
class Case:
    """A network without weights, and what it shows."""

    name: str
    shows: str
    describe: Callable[[str], Description]


def neuron(base: dict, **changes) -> dict:
    """The keys of `base` with `changes`; a key changed to None is left out."""
    keys = base | changes
    return {key: value for key, value in keys.items() if value is not None}


def two_layers(keys: dict) -> Callable[[str], Description]:
    """Two padded convolutions with bias and neurons of `keys`, then the logits."""

    def describe(name: str) -> Description:
        b = _builder(name)
        b.neuron("spikes1", b.conv("conv1", "input", CHANNELS, bias=True), keys)
        b.neuron("spikes2", b.conv("conv2", "spikes1", CHANNELS, bias=True), keys)
        return _logits(b, "spikes2")

    return describe


def batch_norm(name: str) -> Description:
    """Two convolutions without bias, each with batch norm."""
    b = _builder(name)
    b.neuron("spikes1", b.batch_norm("norm1", b.conv("conv1", "input", CHANNELS), EPS), LIF)
    b.neuron("spikes2", b.batch_norm("norm2", b.conv("conv2", "spikes1", CHANNELS), EPS), LIF)
    return _logits(b, "spikes2")


EPS = 2.0**-10


def max_pool(name: str) -> Description:
    """Max pooling with overlapping, padded windows, then with separate ones."""
    b = _builder(name, size=7)
    b.neuron("spikes1", b.conv("conv1", "input", CHANNELS, bias=True), LIF)
    b.add("max_pool", "pool1", "spikes1", kernel=[3, 3], stride=[2, 2], padding=[1, 1])
    b.neuron("spikes2", b.conv("conv2", "pool1", CHANNELS, bias=True), LIF)
    return _logits(b, b.pool("max_pool", "pool2", "spikes2", 2))


def average_pool(name: str) -> Description:
    """Average pooling before a convolution; two in a row, the last global, before the logits."""
    b = _builder(name, size=8)
    b.neuron("spikes1", b.conv("conv1", "input", CHANNELS, bias=True), LIF)
    b.pool("avg_pool", "pool1", "spikes1", 2)
    b.neuron("spikes2", b.conv("conv2", "pool1", CHANNELS, bias=True), LIF)
    b.pool("avg_pool", "pool2", "spikes2", 2)
    return _logits(b, b.add("global_avg_pool", "pool3", "pool2"))


def wide_padding(name: str) -> Description:
    """A 5x5 convolution with stride 2 on one plane whose mean is far from zero."""
    b = _builder(name, planes="gray", means=[200.0], size=7)
    b.neuron("spikes1", b.conv("conv1", "input", CHANNELS, kernel=5, stride=2, bias=True), LIF)
    b.neuron("spikes2", b.conv("conv2", "spikes1", CHANNELS, bias=True), LIF)
    return _logits(b, "spikes2")


def identity_shortcut(name: str) -> Description:
    """The spikes of the first layer are added to the second layer's current."""
    b = _builder(name)
    b.neuron("spikes1", b.conv("conv1", "input", CHANNELS, bias=True), LIF)
    b.batch_norm("norm2", b.conv("conv2", "spikes1", CHANNELS), EPS)
    b.neuron("spikes2", b.add("add", "sum", "norm2", "spikes1"), LIF)
    return _logits(b, "spikes2")


def projection_shortcut(name: str) -> Description:
    """A 1x1 convolution with stride 2 and batch norm beside the second layer."""
    b = _builder(name)
    b.neuron("spikes1", b.conv("conv1", "input", CHANNELS, bias=True), LIF)
    b.batch_norm("norm2", b.conv("conv2", "spikes1", CHANNELS, stride=2), EPS)
    b.batch_norm("norm3", b.conv("conv3", "spikes1", CHANNELS, kernel=1, stride=2), EPS)
    b.neuron("spikes2", b.add("add", "sum", "norm2", "norm3"), LIF)
    return _logits(b, "spikes2")


def fully_connected(name: str) -> Description:
    """A hidden fully connected layer of soft-reset neurons."""
    b = _builder(name)
    b.neuron("spikes1", b.conv("conv1", "input", CHANNELS, bias=True), LIF)
    b.linear("hidden", b.add("flatten", "flatten1", "spikes1"), 6)
    b.neuron("spikes2", "hidden", neuron(LIF, decay_input=False, **SOFT))
    return b.finish(b.linear("logits", "spikes2", CLASSES), {"type": "sum"})


def _builder(
    name: str, planes: str = "RGB", means: list[float] | None = None, size: int = 6
) -> GraphBuilder:
    means = means or [96.0, 104.0, 120.0]
    return GraphBuilder(name, TIMESTEPS, {
        "kind": "image", "shape": [len(means), size, size], "planes": planes,
        "mean": means, "std": [STD] * len(means),
    })  # fmt: skip


def _logits(b: GraphBuilder, source: str) -> Description:
    return b.finish(b.linear("logits", b.add("flatten", "flatten", source), CLASSES), SUM)


SUM = {"type": "sum"}

CASES = [
    Case("lif-hard", "input scaled by 1/tau, hard reset", two_layers(LIF)),
    Case("lif-soft", "input scaled by 1/tau, soft reset", two_layers(neuron(LIF, **SOFT))),
    Case(
        "lif-whole-input-hard",
        "input not scaled, retain 3/4, hard reset",
        two_layers(neuron(LIF, tau=4.0, decay_input=False)),
    ),
    Case(
        "lif-whole-input-soft",
        "input not scaled, retain 1/2, soft reset, threshold 1.5",
        two_layers(neuron(LIF, decay_input=False, threshold=1.5, **SOFT)),
    ),
    Case(
        "lif-slow",
        "input scaled by 1/tau, retain 3/4, threshold 1/2",
        two_layers(neuron(LIF, tau=4.0, threshold=0.5)),
    ),
    Case(
        "lif-reset-value",
        "hard reset to the resting value 1/4",
        two_layers(neuron(LIF, v_reset=0.25)),
    ),
    Case("if-hard", "no leak, hard reset", two_layers(IF)),
    Case("if-soft", "no leak, soft reset", two_layers(neuron(IF, **SOFT))),
    Case("batch-norm", "batch norm as nodes of its own", batch_norm),
    Case("batch-norm-folded", "the network of batch-norm, folded by hand", two_layers(LIF)),
    Case("max-pool", "max pooling, overlapping and padded too", max_pool),
    Case("average-pool", "average and global average pooling in a row", average_pool),
    Case("padding", "zero padding after the mean is taken off, 5x5 and stride 2", wide_padding),
    Case("shortcut-identity", "identity shortcut before the neuron", identity_shortcut),
    Case("shortcut-projection", "1x1 projection shortcut, stride 2", projection_shortcut),
    Case("fully-connected", "a hidden fully connected layer of neurons", fully_connected),
]
