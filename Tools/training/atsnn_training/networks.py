"""From a run's configuration to its graph; the networks themselves are in Tools/networks."""

from atsnn_networks.builder import GraphBuilder
from atsnn_networks.catalogue import describe_named
from atsnn_networks.families import describe
from atsnn_networks.graph import Description

from . import methods


def build(config: dict) -> Description:
    """The network of a run's configuration; UserError for an unknown name, family or key.

    `config["network"]` is a named network with changes, {"name": "vgg16", "width": 0.5}, or a whole
    specification with its "family". The output is read as the run's method says, if it has one.
    """
    method, description = methods.of(config), _described(config)
    if method is not None:
        output = description.graph["output"]
        output.update(method.output(output["node"], config["timesteps"]))
    return description


def _described(config: dict) -> Description:
    network, data = dict(config["network"]), config["data"]
    classes = len(data["classes"])
    if "name" in network:
        return describe_named(
            network.pop("name"), title=config["name"], timesteps=config["timesteps"],
            network_input=data["input"], classes=classes, **network,
        )  # fmt: skip
    builder = GraphBuilder(config["name"], config["timesteps"], data["input"])
    return describe(builder, network, classes)
