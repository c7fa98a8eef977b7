"""Recorded logits of a few images, against which other implementations are checked."""

import hashlib
import json
from pathlib import Path

from . import evaluate
from .data import digests, read_records
from .network import Network

COUNT = 32


def logits(network: Network, checkpoint: Path, data: Path) -> str:
    """JSON text: float32 logits z of every timestep for COUNT test records spread over the file.

    Each value is printed so that it reads back to the same float32.
    """
    test = read_records(data, "test")
    indices = list(range(0, len(test), max(1, len(test) // COUNT)))[:COUNT]
    chosen = test.chosen(indices)
    z = evaluate.run(network, chosen, batch=COUNT).logits.permute(1, 0, 2)
    file, digest = next(iter(digests(data, "test").items()))
    heading = {
        "checkpoint_sha256": hashlib.sha256(checkpoint.read_bytes()).hexdigest(),
        "data_file": file,
        "data_file_sha256": digest,
        "indices": indices,
        "labels": chosen.labels.tolist(),
        "computed_in": "float32",
        "logits_axes": "image, timestep, class",
    }
    lines = [f'  "{key}": {json.dumps(value)}' for key, value in heading.items()]
    rows = ",\n".join("    " + json.dumps(image) for image in z.tolist())
    return "{\n" + ",\n".join(lines) + f',\n  "logits": [\n{rows}\n  ]\n}}\n'
