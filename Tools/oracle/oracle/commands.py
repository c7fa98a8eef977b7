"""What the verbs of `python3 -m oracle` do; each returns its exit status."""

import json
import shutil
import sys
from pathlib import Path

from .bad import BAD
from .cases import CASES
from .cases.registry import build_case
from .folder import write_folder
from .layout import ImageError
from .randomized import Coverage, random_case
from .reader import read
from .writer import write

PREFIX = "PYTHONPATH=Tools/oracle python3 -m oracle"


def vectors(options):
    """Write the committed vector folders (or those of --only), and bad/ unless --only is given."""
    out, total = Path(options.out), 0
    names = options.only or sorted(CASES)
    for name in names:
        size = write_case(out, name)
        total += size
        print(f"{name:28} {size:7} bytes")
    print(f"{len(names)} folders, {total} bytes")
    return 0 if options.only else bad(options)


def bad(options):
    """Write bad/*.atsnn and bad/bad.json under --out; every image must be refused as it says."""
    out = Path(options.out) / "bad"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
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


def refusal(image):
    """The name of an image's fault, None if it is accepted."""
    try:
        read(image)
    except ImageError as error:
        return error.fault
    return None


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


def random(options):
    """Write --count random networks; network i has seed --seed + i."""
    coverage, out = Coverage(), Path(options.out)
    for seed in range(options.seed, options.seed + options.count):
        model, inputs = random_case(seed)
        model = read(write(model))
        coverage.add(model, inputs)
        head = {
            "rules": ["T1", "S1", "M3", "R3", "X7"],
            "corner": "random network",
            "command": f"{PREFIX} random --count 1 --seed {seed} --out DIR",
            "seed": seed,
        }
        write_folder(out / f"random-{seed}", model, inputs, head, trace_limit=options.trace_limit)
    print(coverage.table())
    print(f"seed {options.seed}, {options.count} networks")
    return 0
