"""The safetensors file of Quantization/CHECKPOINT.md, written and read with NumPy alone.

A file is 8 bytes of header length (little-endian), the header in JSON, and the tensors' bytes.
"""

import json
import os
from pathlib import Path

import numpy as np

from .errors import UserError

METADATA_KEY = "atsnn"


def to_bytes(tensors: dict[str, np.ndarray], metadata: dict[str, str]) -> bytes:
    """The file's bytes; tensors of any float type are written as F32, in the order given."""
    header: dict[str, dict] = {"__metadata__": metadata}
    parts, offset = [], 0
    for name, tensor in tensors.items():
        parts.append(np.ascontiguousarray(tensor, dtype="<f4").tobytes())
        place = [offset, offset + len(parts[-1])]
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": place}
        offset = place[1]
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return len(text).to_bytes(8, "little") + text + b"".join(parts)


def save(path: Path, graph: dict, tensors: dict[str, np.ndarray], **notes: str) -> None:
    """Writes a checkpoint; `notes` are further metadata. The file appears whole or not at all."""
    metadata = {METADATA_KEY: json.dumps(graph, separators=(",", ":")), **notes}
    partial = path.with_name(path.name + ".partial")
    try:
        partial.write_bytes(to_bytes(tensors, metadata))
        os.replace(partial, path)
    except OSError as error:
        raise UserError(f"{path}: cannot be written ({error.strerror})") from error


def load(path: Path) -> tuple[dict, dict[str, np.ndarray]]:
    """Graph and F32 tensors of a checkpoint that `save` wrote; UserError if it is none."""
    try:
        data = path.read_bytes()
        size = int.from_bytes(data[:8], "little")
        header = json.loads(data[8 : 8 + size])
        graph = json.loads(header.pop("__metadata__")[METADATA_KEY])
        body = data[8 + size :]
        return graph, {name: _tensor(entry, body) for name, entry in header.items()}
    except (OSError, ValueError, KeyError) as error:
        raise UserError(f"{path}: no checkpoint with F32 tensors ({error})") from error


def _tensor(entry: dict, body: bytes) -> np.ndarray:
    if entry["dtype"] != "F32":
        raise ValueError(f"a tensor of {entry['dtype']}")
    first, last = entry["data_offsets"]
    return np.frombuffer(body[first:last], dtype="<f4").reshape(entry["shape"])
