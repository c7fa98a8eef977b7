"""Writing and reading the checkpoint of Quantization/CHECKPOINT.md."""

import json
import os
from pathlib import Path

import torch
from atsnn_networks.errors import UserError
from atsnn_networks.graph import Description
from safetensors import SafetensorError, safe_open
from safetensors.torch import save as to_bytes

from .network import Network
from .quantization.network import QuantizedNetwork

METADATA_KEY = "atsnn"


def save(
    network: Network | QuantizedNetwork, path: Path, dtype: torch.dtype = torch.float32
) -> None:
    """Writes the network's graph and its parameters as `dtype`; the file appears whole or not."""
    tensors = {
        name: t.detach().to("cpu", dtype).contiguous() for name, t in network.tensors().items()
    }
    metadata = {METADATA_KEY: json.dumps(network.graph, separators=(",", ":"))}
    partial = path.with_suffix(".partial")
    partial.write_bytes(to_bytes(tensors, metadata))
    os.replace(partial, path)


def load(path: Path) -> Network:
    """The network of a checkpoint, in float32 and evaluation mode; UserError if there is none."""
    graph, tensors = _read(path)
    shapes = {name: tuple(tensor.shape) for name, tensor in tensors.items()}
    network = Network(Description(graph, shapes))
    with torch.no_grad():
        for name, parameter in network.tensors().items():
            parameter.copy_(tensors[name])
    return network.eval()


def load_as_trained(path: Path) -> Network | QuantizedNetwork:
    """As `load`, but in the integers that training fixed where a run has trained them."""
    graph, tensors = _read(path)
    if "quantization" not in graph:
        return load(path)
    shapes = {name: tuple(tensor.shape) for name, tensor in tensors.items()}
    quantized = QuantizedNetwork(Description(graph, shapes))
    quantized.load_values(tensors)
    return quantized.eval()


def _read(path: Path) -> tuple[dict, dict[str, torch.Tensor]]:
    try:
        with safe_open(path, "pt") as file:
            text = (file.metadata() or {}).get(METADATA_KEY)
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    except (OSError, SafetensorError) as error:
        raise UserError(f"{path}: no readable checkpoint ({error})") from error
    if text is None:
        raise UserError(f"{path}: its metadata has no key {METADATA_KEY!r}; see CHECKPOINT.md")
    return json.loads(text), tensors
