"""`seeded NAME --rate R --seed S -o NET.safetensors`: a named network that fires at a rate."""

import argparse
import json
import sys
import time
from pathlib import Path

import numpy as np

from .. import counts, safetensors
from ..catalogue import CATALOGUE, describe_named
from ..errors import UserError
from ..graph import Description
from . import inputs, outputs
from .network import SeededNetwork

TOLERANCE = 0.005
RANGES = {
    "rate": (0.001, 0.45),
    "width": (0.001, 16),
    "timesteps": (1, 255),
    "classes": (2, 4096),
    "count": (1, 10_000),
}


def main(arguments: list[str] | None = None) -> int:
    """Writes one network; 0 done, 1 a layer misses the rate, 2 wrong use or bad input."""
    options = _parser().parse_args(arguments)
    try:
        return _write(options)
    except (UserError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2


def _write(options: argparse.Namespace) -> int:
    start = time.monotonic()
    _check(options)
    description = _describe(options)
    records = _records(options, description.graph)
    network = SeededNetwork(description, records, options.rate, options.seed)
    recipe = {"network": options.name, "rate": options.rate, "seed": options.seed}
    safetensors.save(options.out, description.graph, network.tensors, seeded=json.dumps(recipe))
    if options.image:
        options.image.write_bytes(network.image.to_bytes())
    if options.keep:
        outputs.keep(options.keep, records, network.answers)
    return _report(description, network, options, time.monotonic() - start)


def _check(options: argparse.Namespace) -> None:
    """UserError for a number out of its range."""
    for key, (low, high) in RANGES.items():
        value = getattr(options, key)
        if value is not None and not low <= value <= high:
            raise UserError(f"--{key} {value}: give {low} to {high}")


def _describe(options: argparse.Namespace) -> Description:
    changes = {"width": options.width} if options.width is not None else {}
    changes |= {"pool": options.pool} if options.pool else {}
    limits = {"timesteps": options.timesteps, "classes": options.classes}
    return describe_named(options.name, **limits, **changes)


def _records(options: argparse.Namespace, graph: dict) -> np.ndarray:
    if options.images:
        return inputs.read(options.images, options.data_form, graph, options.count)
    channels, height, width = graph["input"]["shape"]
    shape = (height, width, channels)
    if graph["input"]["kind"] == "events":
        return inputs.random_frames(options.count, graph["timesteps"], shape, options.seed)
    return inputs.smooth(options.count, shape, options.seed)


def _report(
    description: Description, network: SeededNetwork, options: argparse.Namespace, seconds: float
) -> int:
    missed = [r.name for r in network.layers if abs(r.rate - options.rate) > TOLERANCE]
    report = {
        "name": options.name,
        **counts.sizes(description),
        "layers": [vars(layer) for layer in network.layers],
        "missed": missed,
        "seconds": round(seconds, 1),
    }
    if options.json:
        print(json.dumps(report))
    else:
        _print(report)
    for name in missed:
        print(f"warning: {name}: no gain brings it within {TOLERANCE} of the rate", file=sys.stderr)
    return 1 if missed else 0


def _print(report: dict) -> None:
    for layer in report["layers"]:
        print(f"  {layer['name']:<20} rate {layer['rate']:.4f}  gain {layer['gain']:.4f}")
    print(
        f"{report['name']}: {report['multiply_accumulates'] / 1e6:.2f} M multiply-accumulates a "
        f"timestep, {report['parameters']:,} parameters, {report['neurons']:,} neurons, "
        f"{report['seconds']} s"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="seeded", description=__doc__)
    parser.add_argument("name", metavar="NAME", help=", ".join(CATALOGUE))
    parser.add_argument("--rate", type=float, required=True, help="spikes per neuron and timestep")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("-o", dest="out", type=Path, required=True, metavar="NET.safetensors")
    parser.add_argument("--image", type=Path, help="also write the integer network as .atsnn")
    parser.add_argument("--width", type=float, help="multiplies every number of channels")
    parser.add_argument("--pool", choices=("max", "avg"))
    parser.add_argument("--timesteps", type=int)
    parser.add_argument("--classes", type=int)
    parser.add_argument("--images", type=Path, help="records to set the rates on")
    parser.add_argument("--data-form", choices=inputs.FORMS, default="npy", help="of --images")
    parser.add_argument("--count", type=int, default=16, help="how many records (16)")
    parser.add_argument("--keep", type=Path, help="write the records used, labelled (.npy)")
    parser.add_argument("--json", action="store_true")
    return parser
