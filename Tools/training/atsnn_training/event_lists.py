"""Committed lists of recordings: which are for test, which choose exit thresholds.

A list is JSON in `Tools/training/lists`: {"source": ..., "numbers": [FIRST, LAST], "seed": S,
"test": [DIGIT/FILE, ...], "thresholds": [...]}; `numbers` are those of the files that it is about.
`divide` makes from a folder of recordings the data set that it describes.
"""

import json
import shutil
from pathlib import Path

import numpy as np
from atsnn_networks.errors import UserError

from . import nmnist

FOLDER = Path(__file__).resolve().parents[1] / "lists"


def read(name: str) -> dict:
    """The list called `name`; UserError if it is missing or no JSON."""
    path = FOLDER / f"{name}.json"
    try:
        return json.loads(path.read_text())
    except (OSError, ValueError) as error:
        raise UserError(f"{path}: no readable list ({error})") from error


def draw(names: list[str], seed: int, test: int, thresholds: int) -> dict[str, list[str]]:
    """A class-balanced draw: `test` and `thresholds` recordings in all, as many of each digit."""
    numbers = np.random.default_rng(seed)
    drawn: dict[str, list[str]] = {"test": [], "thresholds": []}
    for digit in range(nmnist.CLASSES):
        own = [name for name in names if name.startswith(f"{digit}/")]
        order = [own[i] for i in numbers.permutation(len(own))]
        first, second = test // nmnist.CLASSES, thresholds // nmnist.CLASSES
        drawn["test"] += sorted(order[:first])
        drawn["thresholds"] += sorted(order[first : first + second])
    return drawn


def divide(source: Path, name: str, out: Path) -> dict[str, int]:
    """Copies recordings of `source` into `out`/Test (the list's test) and `out`/Train (others).

    Files whose number is not one of the list's are left out. Gives the number of recordings by
    folder; `out` appears whole or not. UserError if the list names a recording that `source` lacks,
    or `out` exists.
    """
    recordings, test = _listed(source, name)
    if out.exists():
        raise UserError(f"{out}: exists already; give a new folder")
    partial = out.with_name(out.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    counts = dict.fromkeys(nmnist.FOLDERS.values(), 0)
    for key, path in recordings.items():
        folder = nmnist.FOLDERS["test" if key in test else "train"]
        place = partial / folder / key
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
        counts[folder] += 1
    partial.rename(out)
    return counts


def _listed(source: Path, name: str) -> tuple[dict[str, Path], set[str]]:
    """The recordings that the list is about, by name, and the names of those for test."""
    chosen = read(name)
    first, last = chosen["numbers"]
    found = [path for path in nmnist.find(source) if first <= int(path.stem) <= last]
    recordings, test = {nmnist.name(path): path for path in found}, set(chosen["test"])
    missing = sorted(test - recordings.keys())
    if missing:
        raise UserError(f"{source}: lacks {missing[0]} of list {name!r} ({len(missing)} in all)")
    return recordings, test


def places(names: list[str], wanted: list[str]) -> list[int]:
    """Where the recordings `wanted` stand in `names`; UserError for one that is not there."""
    order = {name: place for place, name in enumerate(names)}
    missing = [name for name in wanted if name not in order]
    if missing:
        raise UserError(f"recording {missing[0]} of the list is not in the training data")
    return sorted(order[name] for name in wanted)
