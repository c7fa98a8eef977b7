"""Verbs that write vectors; each takes the parsed options and returns the exit status."""

import json
import os
import shutil
import sys
from pathlib import Path

from .bad import BAD
from .cases import CASES
from .cases.registry import build_case
from .folder import write_folder
from .from_model import data_set_inputs, idx_inputs, public_path, rules_of
from .randomized import Coverage, random_case
from .reader import read
from .replay import folders, refresh, refusal
from .writer import write

PREFIX = "PYTHONPATH=Tools/oracle python3 -m oracle"


def vectors(options):
    """Write the committed vector folders; without --only also the models' folders and bad/."""
    out, total = Path(options.out), 0
    names = options.only or sorted(CASES)
    for name in names:
        total += write_case(out, name)
    print(f"{len(names)} folders, {total} bytes")
    if options.only:
        return 0
    models = [f for f in folders(out) if f.name not in CASES]
    for folder in models:
        refresh(folder)
        print(f"{folder.name}: written again from its own image and inputs")
    return write_bad(out / "bad")


def write_case(out, name):
    """Make one committed folder; returns its bytes."""
    model, inputs, seed = build_case(name)
    case = CASES[name]
    head = {
        "rules": case.rules,
        "corner": case.corner,
        "command": f"{PREFIX} vectors --out Tests/Vectors --only {name}",
        "seed": seed,
        "trace": case.trace,
    }
    return write_folder(out / name, read(write(model)), inputs, head)


def bad(options):
    """Write the corpus of bad images and bad.json into --out."""
    return write_bad(Path(options.out))


def write_bad(out):
    """Write the corpus; its old files go first. Every image must be refused as it says."""
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("*.atsnn"):
        old.unlink()
    total, entries = 0, []
    for name, item in sorted(BAD.items()):
        image = item.make()
        total += len(image)
        (out / f"{name}.atsnn").write_bytes(image)
        entries.append({"file": f"{name}.atsnn", "error": item.error, "why": item.why})
        found = refusal(image)
        if found != item.error:
            print(f"{name}: {found}, not {item.error}", file=sys.stderr)
            return 1
    rows = ",\n".join(json.dumps(e) for e in entries)
    (out / "bad.json").write_text(f"[\n{rows}\n]\n")
    print(f"{len(entries)} bad images, {total} bytes")
    return 0


def random(options):
    """Write --count random networks; network i has seed --seed + i. Older ones are removed."""
    coverage, out = Coverage(), Path(options.out)
    for old in out.glob("random-*/vectors.json"):
        shutil.rmtree(old.parent)
    for seed in range(options.seed, options.seed + options.count):
        model, inputs = random_case(seed)
        model = read(write(model))
        coverage.add(model, inputs)
        head = {
            "rules": rules_of(model),
            "corner": "random network",
            "command": f"{PREFIX} random --count 1 --seed {seed} --out DIR",
            "seed": seed,
        }
        write_folder(out / f"random-{seed}", model, inputs, head, trace_limit=options.trace_limit)
    print(coverage.table())
    print(f"seed {options.seed}, {options.count} networks")
    return 0


def vectors_model(options):
    """Write the folder of a given model image on records of real data."""
    image = Path(options.image).read_bytes()
    model = read(image)
    indices = [int(i) for i in options.indices.split(",")]
    if options.data:
        inputs = idx_inputs(model, options.data, indices)
        source = f"--data {public_path(options.data)}"
    else:
        root = os.environ["ATSNN_DATA"]
        inputs = data_set_inputs(model, root, options.data_set, options.file, indices)
        source = f"--data-set {options.data_set} --file {options.file}"
    name = options.name
    command = f"vectors-model --image Tests/Vectors/{name}/image.atsnn --name {name} {source}"
    head = {
        "rules": rules_of(model),
        "corner": options.corner,
        "command": f"{PREFIX} {command} --indices {options.indices}",
        "seed": 0,
        "trace": False,
    }
    if options.corner != DEFAULT_CORNER:
        head["command"] += f' --corner "{options.corner}"'
    size = write_folder(Path(options.out) / name, model, inputs, head, image)
    print(f"{name}: {len(inputs)} vectors, {size} bytes")
    return 0


DEFAULT_CORNER = "a trained model on real images"
