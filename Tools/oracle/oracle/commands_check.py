"""Verbs that run and compare; each takes the parsed options and returns the exit status."""

import json
import sys
from pathlib import Path

from .data import fitting
from .device_log import compare, load_vectors
from .folder import Input, vector_record
from .reader import read
from .replay import verify as replay_folders
from .replay import verify_bad


def verify(options):
    """Replay every folder at or under DIR, and its bad images; status 1 if a vector differs."""
    passed, failed, skipped = replay_folders(options.directory)
    if (Path(options.directory) / "bad" / "bad.json").exists():
        more, less = verify_bad(Path(options.directory) / "bad")
        passed, failed = passed + more, failed + less
    return ending(passed, failed, skipped)


def run(options):
    """Print one run of an image on an input file as JSON, with traces if the verb is trace."""
    model = read(Path(options.image).read_bytes())
    data = fitting(model, Path(options.input).read_bytes(), options.input)
    item = Input(data, Path(options.input).stem, {"file": Path(options.input).name})
    json.dump(vector_record(model, item, options.verb == "trace"), sys.stdout)
    print()
    return 0


def compare_log(options):
    """Compare a device's log (- for standard input) with the vectors of one or many folders."""
    text = sys.stdin.read() if options.log == "-" else Path(options.log).read_text()
    passed, failed, skipped, first = compare(load_vectors(options.vectors), text)
    if first:
        print(f"first difference: {first}")
    return ending(passed, failed, skipped)


def ending(passed, failed, skipped):
    """Print the counts; status 1 if a vector failed or none was there."""
    if skipped:
        print(f"{skipped} skipped: their data set is not at hand")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed + skipped else 0
