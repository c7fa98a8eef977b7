"""Families of networks: from a few keys to the graph, node by node.

A specification is a dictionary with `family` and the family's keys, and, in all of them, the keys
`neuron` (of a neuron node, CHECKPOINT.md), `representation` (of the output), `head` ("flatten" or
"average") and `width`, which multiplies every number of channels. Unknown keys are refused.
"""

from .builder import GraphBuilder
from .errors import UserError
from .graph import Description

NEURON = {
    "type": "lif",
    "tau": 2.0,
    "decay_input": True,
    "threshold": 1.0,
    "compare": ">=",
    "reset": "hard",
    "v_reset": 0.0,
}
COMMON = {
    "neuron": NEURON,
    "representation": {"type": "mean"},
    "head": "flatten",
    "width": 1.0,
}
POOLS = {"max": "max_pool", "avg": "avg_pool"}


def describe(builder: GraphBuilder, specification: dict, classes: int) -> Description:
    """The network of a specification; UserError for an unknown family, key or value."""
    family = specification.get("family")
    if family not in FAMILIES:
        raise UserError(f"network family {family!r}: known are {', '.join(FAMILIES)}")
    function, own = FAMILIES[family]
    defaults = COMMON | own
    unknown = specification.keys() - defaults.keys() - {"family"}
    missing = {key for key in defaults if defaults[key] is None} - specification.keys()
    if unknown or missing:
        fault = f"unknown {sorted(unknown)}" if unknown else f"missing {sorted(missing)}"
        raise UserError(f"network family {family!r}: {fault}; its keys are {', '.join(defaults)}")
    keys = defaults | specification
    source = function(builder, keys)
    return builder.finish(_head(builder, keys, source, classes), keys["representation"])


def plain(builder: GraphBuilder, keys: dict) -> str:
    """Convolutions with batch norm and neurons, poolings between them; the last node's name.

    `layers` lists {"conv": channels}, with a "stride" where it is not 1, and {"pool": size}, which
    is of the kind `pool` says ("max" or "avg"), or {"max_pool": size} and {"avg_pool": size}.
    """
    source, convs, pools = "input", 0, 0
    for layer in keys["layers"]:
        kind, size = next(iter(layer.items()))
        if layer.keys() - {kind, "stride"} or (kind != "conv" and len(layer) > 1):
            raise UserError(f"layer {layer}: a layer has one kind, and only conv has a stride")
        if kind == "conv":
            convs += 1
            stride = layer.get("stride", 1)
            source = _normed(builder, source, _channels(keys, size), str(convs), stride=stride)
            source = builder.neuron(f"spikes{convs}", source, keys["neuron"])
        else:
            pools += 1
            source = builder.pool(_pool_kind(keys, kind), f"pool{pools}", source, size)
    return source


def residual(builder: GraphBuilder, keys: dict) -> str:
    """A stem and stages of basic blocks, the neuron after the add; the last node's name.

    `stem` is the stem's channels; `stages` lists [channels, blocks, stride of the first block].
    """
    source = _normed(builder, "input", _channels(keys, keys["stem"]), "0")
    source = builder.neuron("spikes0", source, keys["neuron"])
    for stage, (channels, blocks, stride) in enumerate(keys["stages"], start=1):
        for block in range(1, blocks + 1):
            place = f"s{stage}b{block}_"
            size = _channels(keys, channels)
            source = _block(builder, keys, source, size, stride if block == 1 else 1, place)
    return source


def _block(
    builder: GraphBuilder, keys: dict, source: str, channels: int, stride: int, place: str
) -> str:
    """Two 3x3 convolutions and a shortcut: identity, or 1x1 with batch norm where shapes differ."""
    inner = _normed(builder, source, channels, "1", place, stride=stride)
    inner = builder.neuron(f"{place}spikes1", inner, keys["neuron"])
    main = _normed(builder, inner, channels, "2", place)
    if stride != 1 or builder.shape(source)[0] != channels:
        source = _normed(builder, source, channels, "_skip", place, kernel=1, stride=stride)
    total = builder.add("add", f"{place}add", main, source)
    return builder.neuron(f"{place}spikes2", total, keys["neuron"])


def _normed(
    builder: GraphBuilder, source: str, channels: int, number: str, place: str = "", **size: int
) -> str:
    source = builder.conv(f"{place}conv{number}", source, channels, **size)
    return builder.batch_norm(f"{place}norm{number}", source)


def _head(builder: GraphBuilder, keys: dict, source: str, classes: int) -> str:
    if keys["head"] not in ("flatten", "average"):
        raise UserError(f'head {keys["head"]!r}: "flatten" and "average" are known')
    kind = "flatten" if keys["head"] == "flatten" else "global_avg_pool"
    return builder.linear("logits", builder.add(kind, kind.split("_")[0], source), classes)


def _channels(keys: dict, channels: int) -> int:
    return max(1, round(channels * keys["width"]))


def _pool_kind(keys: dict, kind: str) -> str:
    if kind in POOLS.values():
        return kind
    if kind != "pool" or keys["pool"] not in POOLS:
        raise UserError(f'layer {kind!r} with pool {keys["pool"]!r}: pools are "max" and "avg"')
    return POOLS[keys["pool"]]


FAMILIES = {
    "plain": (plain, {"layers": None, "pool": "max"}),
    "residual": (residual, {"stem": None, "stages": None}),
}
"""Family by name: its function, and its own keys with their defaults; None must be given."""
