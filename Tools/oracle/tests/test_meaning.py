"""The integers mean what SpikingJelly computes: Tests/Meaning, exact in binary, in float64."""

import json
from pathlib import Path

import numpy as np
import pytest
from oracle.data import fitting
from oracle.reader import read
from oracle.session import run

MEANING = Path(__file__).parents[3] / "Tests" / "Meaning"
CASES = sorted(p.parent.name for p in MEANING.glob("*/expected.json"))


def graph_of(folder):
    """The graph of a case's checkpoint (a safetensors header is a length and a JSON object)."""
    data = (folder / "model.safetensors").read_bytes()
    header = json.loads(data[8 : 8 + int.from_bytes(data[:8], "little")])
    return json.loads(header["__metadata__"]["atsnn"])


def units(graph, name):
    """Value of one membrane unit (or logit unit) per channel, and the reset value."""
    fixed = graph["quantization"]["layers"][name]
    scale = np.array(fixed["scale"], dtype=np.float64)
    shift = np.array(fixed.get("shift", [0]), dtype=np.float64)
    node = next(n for n in graph["nodes"] if n["name"] == name)
    return scale * 2.0**shift, node.get("v_reset", 0.0)


def test_the_recordings_are_there():
    assert len(CASES) >= 16


@pytest.mark.parametrize("case", CASES)
def test_identical_spikes_membranes_and_logits(case):
    folder = MEANING / case
    graph, expected = graph_of(folder), json.loads((folder / "expected.json").read_text())
    model = read((folder / "image.atsnn").read_bytes())
    found = fitting(model, (folder / "input.bin").read_bytes(), "input.bin")
    names = [node.name for node in model.nodes]
    steps = run(model, found)
    assert len(steps) == len(expected["logits"])
    for t, step in enumerate(steps):
        for name, layer in expected["layers"].items():
            i = names.index(name)
            unit, origin = units(graph, name)
            assert step.outputs[i].reshape(-1).tolist() == layer["spikes"][t], f"{name} at {t + 1}"
            membranes = origin + step.membranes[i] * unit
            assert membranes.reshape(-1).tolist() == layer["membranes"][t], f"{name} at {t + 1}"
        logits = step.logits * units(graph, graph["output"]["node"])[0]
        assert logits.tolist() == expected["logits"][t], f"logits at {t + 1}"
