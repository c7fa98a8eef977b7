"""Vector folders of a given model image on records of real data (vectors-model)."""

from pathlib import Path

from . import data
from .folder import Input
from .model import IMAGE

LINK_RULES = {1: "S2", 2: "S3", 3: "S4"}
POOL_RULES = {2: "P1", 3: "P2"}
SCORE_RULES = {0: "X7", 1: "X4", 2: "X5", 3: "X6"}


def rules_of(model):
    """The rules that a model exercises, in the document's order."""
    found = {"M1", "M2", "M3", "M4", "M5"} if any(n.kind == 1 for n in model.nodes) else set()
    found |= {"I1", "I2"} if model.input_kind == IMAGE else {"I3", f"E{model.binning}", "E3"}
    found |= {LINK_RULES[c.kind] for n in model.nodes for c in n.connections}
    found |= {POOL_RULES[n.kind] for n in model.nodes if n.kind in POOL_RULES}
    found |= {"S1", "R1", "R2", "R3", "R4", "X7", SCORE_RULES[model.exit_score]}
    found |= {"X9", "X10"} if model.budget else set()
    return sorted(found, key=lambda rule: ("IESMPRX".index(rule[0]), rule))


def idx_inputs(model, path, indices):
    """Inputs from an IDX file of images, committed with the folder."""
    images = data.read_idx(path)
    return [
        Input(data.fitting(model, images[i].tobytes(), path), f"{idx_name(path)}-{i}")
        for i in indices
    ]


def idx_name(path):
    """train or t10k, from the publisher's file names; else the name before the first dot."""
    return Path(path).name.split("-")[0].split(".")[0]


def data_set_inputs(model, root, data_set, file, indices):
    """Inputs named by data set, file and index, whose bytes are not committed."""
    path = Path(root) / data_set / file
    inputs = []
    for i in indices:
        name = f"{data_set}-{Path(file).stem}-{i}"
        source = {"data_set": data_set, "file": file, "index": i}
        inputs.append(Input(data.record(model, data_set, path, i), name, source))
    return inputs


def public_path(path):
    """A path as the recorded command names it: relative or of a Debian package, else DIR/name."""
    text = str(path)
    known = not text.startswith("/") or text.startswith("/usr/share/")
    return text if known else f"DIR/{Path(text).name}"
