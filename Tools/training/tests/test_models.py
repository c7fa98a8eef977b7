"""The shipped checkpoints: the program takes them, and they are those of their cards."""

import hashlib
import json
import subprocess

import pytest
from atsnn_training import checkpoint
from conftest import REPOSITORY, program

MODELS = sorted((REPOSITORY / "Quantization" / "Models").glob("*.safetensors"))


@pytest.mark.parametrize("path", MODELS, ids=lambda p: p.stem)
def test_shipped_checkpoints_are_those_of_their_cards(path):
    subprocess.run([program(), "check", path], check=True, stdout=subprocess.DEVNULL)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    figures = json.loads(path.with_suffix(".json").read_text())
    assert figures["size"]["checkpoint_sha256"] == digest
    assert digest in path.with_suffix(".md").read_text()
    network = checkpoint.load(path)
    assert figures["size"]["parameters"] == network.description.parameter_count()
    assert network.graph["exit"]["thresholds"][0] == figures["exit_rule"]["threshold"]


def test_the_event_network_is_small():
    (path,) = (path for path in MODELS if path.stem == "nmnist")
    assert path.stat().st_size <= 400_000
    assert checkpoint.load(path).graph["input"]["kind"] == "events"
