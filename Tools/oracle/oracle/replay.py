"""Replays vector folders: verify compares, refresh writes them again from their own inputs."""

import hashlib
import json
import os
from pathlib import Path

from . import data
from .folder import Input, render, vector_record
from .layout import ImageError
from .reader import read

STEP_KEYS = ("logits", "readout", "score", "synaptic_operations", "saturations")


def folders(directory):
    """The vector folders at or under a directory."""
    directory = Path(directory)
    if (directory / "vectors.json").exists():
        return [directory]
    return sorted(p.parent for p in directory.glob("*/vectors.json"))


def load(folder):
    """(contents of vectors.json, Model) of a folder; ValueError if the image is another one."""
    contents = json.loads((folder / "vectors.json").read_text())
    image = (folder / contents["image"]).read_bytes()
    if hashlib.sha256(image).hexdigest() != contents["image_sha256"]:
        raise ValueError(f"{folder}: image_sha256 is of another image")
    return contents, read(image)


def input_bytes(folder, model, vector):
    """A vector's input; None if its data set is not at hand; ValueError if its hash differs."""
    source = vector["input"]
    if "data_set" in source:
        place = os.environ.get("ATSNN_DATA", "")
        path = Path(place) / source["data_set"] / source["file"]
        if not place or not path.exists():
            return None
        found = data.record(model, source["data_set"], path, source["index"])
    else:
        found = data.fitting(model, (folder / source["file"]).read_bytes(), source["file"])
    if hashlib.sha256(found).hexdigest() != vector["input_sha256"]:
        raise ValueError(f"{folder}: {vector['name']}: input_sha256 differs")
    return found


def rerun(model, vector, found):
    """The vector's record as the oracle makes it now, traces where the old one has them."""
    trace = any("trace" in n for t in vector["timesteps"] for n in t["nodes"])
    item = Input(found, vector["name"], dict(vector["input"]))
    return vector_record(model, item, trace)


def difference(expected, found):
    """The first difference of two vectors as a line of text, None if they are equal."""
    for t, (a, b) in enumerate(zip(expected["timesteps"], found["timesteps"]), start=1):
        for i, (node, other) in enumerate(zip(a["nodes"], b["nodes"])):
            for key in node:
                if node[key] != other.get(key):
                    return f"timestep {t}, node {i}, {key}: {summary(node[key], other.get(key))}"
        for key in STEP_KEYS:
            if a[key] != b[key]:
                return f"timestep {t}, {key}: {summary(a[key], b[key])}"
    for key in ("exit_timestep", "exit_reason", "prediction"):
        if expected.get(key) != found.get(key):
            return f"{key}: {summary(expected.get(key), found.get(key))}"
    return None if expected == found else "other keys differ"


def summary(expected, found):
    """Both values, or the first unequal element of two traces or lists."""
    if isinstance(expected, dict) and isinstance(found, dict):
        key = next((k for k in expected if expected[k] != found.get(k)), "")
        return f"{key} {summary(expected.get(key), found.get(key))}"
    if isinstance(expected, list) and isinstance(found, list):
        for i, (a, b) in enumerate(zip(expected, found)):
            if a != b:
                return f"element {i}: expected {a}, found {b}"
    return f"expected {expected}, found {found}"


def verify(directory, report=print):
    """(passed, failed, skipped) vectors of all folders; `report` gets a line a failure."""
    passed = failed = skipped = 0
    for folder in folders(directory):
        contents, model = load(folder)
        for vector in contents["vectors"]:
            found = input_bytes(folder, model, vector)
            if found is None:
                skipped += 1
                continue
            first = difference(vector, rerun(model, vector, found))
            passed, failed = passed + (first is None), failed + (first is not None)
            if first:
                report(f"{folder.name}, {vector['name']}: {first}")
    return passed, failed, skipped


def verify_bad(directory, report=print):
    """(passed, failed) images of bad.json: refused with the stated fault or not."""
    passed = failed = 0
    for item in json.loads((Path(directory) / "bad.json").read_text()):
        found = refusal((Path(directory) / item["file"]).read_bytes())
        passed, failed = passed + (found == item["error"]), failed + (found != item["error"])
        if found != item["error"]:
            report(f"{item['file']}: {found}, expected {item['error']}")
    return passed, failed


def refusal(image):
    """The name of an image's fault, None if it is accepted."""
    try:
        read(image)
    except ImageError as error:
        return error.fault
    return None


def refresh(folder):
    """Write vectors.json of a model's folder again from its image and inputs.

    Vectors whose data set is not at hand stay as they are.
    """
    contents, model = load(folder)
    vectors = contents.pop("vectors")
    for i, vector in enumerate(vectors):
        found = input_bytes(folder, model, vector)
        if found is not None:
            vectors[i] = rerun(model, vector, found)
    (folder / "vectors.json").write_text(render(contents, vectors))
