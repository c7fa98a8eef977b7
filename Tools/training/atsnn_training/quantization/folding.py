"""Batch norm folded into the convolution or linear layer before it."""

import copy

import torch
from atsnn_networks.errors import UserError
from atsnn_networks.graph import Description
from torch import Tensor

from ..network import Network
from ..neurons import RectangleNode

SUMS = ("conv", "linear")


def fold(network: Network) -> Network:
    """The network that computes in training what `network` computes in evaluation mode.

    No batch norm is left; every convolution and linear layer has a bias. UserError for a batch norm
    that follows something else, or that is not the only reader of what it follows.
    """
    graph = copy.deepcopy(network.graph)
    values = {name: t.detach().double() for name, t in network.tensors().items()}
    kept, renamed = {}, {}
    for node in graph["nodes"]:
        node["input"] = [renamed.get(name, name) for name in node["input"]]
        if node["type"] != "batch_norm":
            kept[node["name"]] = _with_bias(node, values)
            continue
        before = kept.get(node["input"][0], {"type": "input"})
        if before["type"] not in SUMS or _readers(network.graph, before["name"]) != 1:
            raise UserError(f"node {node['name']}: only the batch norm of one layer can be folded")
        _fold_into(before, node, values)
        renamed[node["name"]] = before["name"]
    graph["nodes"] = list(kept.values())
    return _network(graph, values, network)


def _with_bias(node: dict, values: dict[str, Tensor]) -> dict:
    if node["type"] not in SUMS or "bias" in node:
        return node
    name = f"{node['name']}.bias"
    weight = values[node["weight"]]
    values[name] = torch.zeros(len(weight), dtype=weight.dtype, device=weight.device)
    return node | {"bias": name}


def _readers(graph: dict, name: str) -> int:
    return sum(node["input"].count(name) for node in graph["nodes"])


def _fold_into(layer: dict, norm: dict, values: dict[str, Tensor]) -> None:
    gain = values[norm["weight"]] / (values[norm["variance"]] + norm["eps"]).sqrt()
    weight = values[layer["weight"]]
    values[layer["weight"]] = weight * gain.view(-1, *[1] * (weight.dim() - 1))
    offset = values[layer["bias"]] - values[norm["mean"]]
    values[layer["bias"]] = offset * gain + values[norm["bias"]]


def _network(graph: dict, values: dict[str, Tensor], like: Network) -> Network:
    names = {node[k] for node in graph["nodes"] for k in ("weight", "bias") if k in node}
    shapes = {name: tuple(values[name].shape) for name in values if name in names}
    widths = [n.dynamics.width for n in like.layers.values() if isinstance(n, RectangleNode)]
    folded = Network(Description(graph, shapes), widths[0] if widths else None)
    folded.to(next(like.parameters()).device)
    with torch.no_grad():
        for name, parameter in folded.tensors().items():
            parameter.copy_(values[name])
    folded.timesteps = like.timesteps
    return folded
