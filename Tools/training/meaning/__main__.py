"""`python -m meaning OUT`: draws, runs and records every case into a folder of its own.

The draws are seeded; on one machine the same versions write the same bytes.
"""

import copy
import json
import sys
import zlib
from importlib.metadata import version
from pathlib import Path

import numpy as np
import torch
from atsnn_networks.graph import Description
from atsnn_training import checkpoint

from . import record, weights
from .affine import Folding
from .cases import CASES, Case
from .exact import NotExact, fixed_integers

RATES = (0.1, 0.6)
"""Spike rate that every spiking layer must show, so that a case exercises its rules."""

ATTEMPTS = 2000
SHARED_DRAWS = {"batch-norm-folded": "batch-norm"}


def main(out: Path) -> None:
    """Writes model.safetensors, input.bin and expected.json of every case under `out`."""
    drawn: dict[str, tuple[weights.Tensors, np.ndarray]] = {}
    for case in CASES:
        folder = out / case.name
        folder.mkdir(parents=True, exist_ok=True)
        if case.name in SHARED_DRAWS:
            tensors, image = drawn[SHARED_DRAWS[case.name]]
            result = _fixed(case, weights.fold_batch_norm(tensors), image)
        else:
            tensors, image, result = _draw(case)
        drawn[case.name] = tensors, image
        _write(case, folder, image, *result)
        print(case.name, {k: round(rate, 2) for k, rate in result[2].spike_rates().items()})


def _draw(case: Case) -> tuple[weights.Tensors, np.ndarray, tuple]:
    """The first draw that is exact and active enough."""
    description = case.describe(case.name)
    generator = np.random.default_rng(zlib.crc32(case.name.encode()))
    for _ in range(ATTEMPTS):
        tensors = weights.draw(description, generator)
        image = weights.pixels(description.graph["input"], generator)
        try:
            return tensors, image, _fixed(case, tensors, image)
        except NotExact:
            continue
    raise SystemExit(f"{case.name}: no draw of {ATTEMPTS} fits")


def _fixed(
    case: Case, tensors: weights.Tensors, image: np.ndarray
) -> tuple[Description, weights.Tensors, record.Recording]:
    """The case's description with its integers, its tensors, and what it does on `image`."""
    description = case.describe(case.name)
    recording = record.run(record.double_network(description, tensors), image)
    if not all(RATES[0] <= rate <= RATES[1] for rate in recording.spike_rates().values()):
        raise NotExact("too quiet or too busy")
    graph = copy.deepcopy(description.graph)
    folding = Folding(graph, tensors, description.shapes())
    graph["quantization"] = fixed_integers(folding, graph, recording)
    return Description(graph, description.tensors), tensors, recording


def _write(
    case: Case,
    folder: Path,
    image: np.ndarray,
    description: Description,
    tensors: weights.Tensors,
    recording: record.Recording,
) -> None:
    network = record.double_network(description, tensors)
    checkpoint.save(network, folder / "model.safetensors")
    for name, tensor in checkpoint.load(folder / "model.safetensors").tensors().items():
        assert np.array_equal(tensor.detach().double().numpy(), tensors[name]), name
    (folder / "input.bin").write_bytes(image.tobytes())
    (folder / "expected.json").write_text(_expected(case, image, recording))


def _expected(case: Case, image: np.ndarray, recording: record.Recording) -> str:
    """The recording as JSON, one timestep of one layer a line."""
    heading = {
        "case": case.name,
        "shows": case.shows,
        "made_by": "cd Tools/training && python -m meaning ../../Tests/Meaning",
        "versions": {
            "torch": version("torch").split("+")[0],
            "spikingjelly": version("spikingjelly"),
            "numpy": np.__version__,
        },
        "input": {"shape_hwc": list(image.shape), "type": "uint8"},
        "element_order": "y, x, c",
        "membranes_are": "after the reset, in the units of the float network",
    }
    lines = [f'  "{key}": {json.dumps(value)}' for key, value in heading.items()]
    lines.append('  "layers": {\n' + ",\n".join(_layers(recording)) + "\n  }")
    lines.append('  "logits": ' + _rows(recording.logits, "  "))
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _layers(recording: record.Recording) -> list[str]:
    texts = []
    for name, spikes in recording.spikes.items():
        shape = [*spikes.shape[2:], 1, 1][:2] + [spikes.shape[1]]
        texts.append(
            f'    "{name}": {{\n      "shape_hwc": {json.dumps(shape)},\n'
            f'      "spikes": {_rows(_ordered(spikes).astype(int), "      ")},\n'
            f'      "membranes": {_rows(_ordered(recording.membranes[name]), "      ")}\n    }}'
        )
    return texts


def _ordered(values: np.ndarray) -> np.ndarray:
    """[T,C,H,W] or [T,C] as [T,N] in the order y, x, c."""
    return np.moveaxis(values, 1, -1).reshape(len(values), -1)


def _rows(values: np.ndarray, indent: str) -> str:
    rows = [f"{indent}  {json.dumps(row, separators=(',', ':'))}" for row in values.tolist()]
    return "[\n" + ",\n".join(rows) + f"\n{indent}]"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m meaning OUT")
    torch.set_num_threads(1)
    main(Path(sys.argv[1]))
