"""Network families: from a configuration's short description to the full graph."""

from .builder import GraphBuilder
from .errors import UserError
from .graph import Description


def build(config: dict) -> Description:
    """The network of a run's configuration; UserError for an unknown family."""
    network = config["network"]
    family = FAMILIES.get(network["family"])
    if family is None:
        raise UserError(f"network family {network['family']!r}: known are {sorted(FAMILIES)}")
    builder = GraphBuilder(config["name"], config["timesteps"], config["data"]["input"])
    return family(builder, network, len(config["data"]["classes"]))


def plain(builder: GraphBuilder, network: dict, classes: int) -> Description:
    """Convolutions with batch norm and neurons, poolings between them, one linear layer at the end.

    `network["layers"]` lists {"conv": channels} and {"max_pool": size} or {"avg_pool": size};
    `network["neuron"]` holds the keys of the neuron nodes.
    """
    source, convs, pools = "input", 0, 0
    for layer in network["layers"]:
        ((kind, size),) = layer.items()
        if kind == "conv":
            convs += 1
            source = builder.conv(f"conv{convs}", source, size)
            source = builder.batch_norm(f"norm{convs}", source)
            source = builder.neuron(f"spikes{convs}", source, network["neuron"])
        else:
            pools += 1
            source = builder.pool(kind, f"pool{pools}", source, size)
    source = builder.add("flatten", "flatten", source)
    return builder.finish(builder.linear("logits", source, classes), network["representation"])


FAMILIES = {"plain": plain}
