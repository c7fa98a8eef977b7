"""The recordings in Tests/Meaning are what the script makes, and they show what they claim."""

import copy
import json
from pathlib import Path

import numpy as np
import pytest
from atsnn_training import checkpoint
from atsnn_training.graph import Description
from atsnn_training.network import Network
from conftest import REPOSITORY
from meaning import record
from meaning.__main__ import main
from meaning.cases import CASES

RECORDED = REPOSITORY / "Tests" / "Meaning"


@pytest.fixture(scope="module")
def remade(tmp_path_factory):
    folder = tmp_path_factory.mktemp("meaning")
    main(folder)
    return folder


@pytest.mark.parametrize("case", [case.name for case in CASES])
@pytest.mark.parametrize("name", ["model.safetensors", "input.bin"])
def test_networks_are_made_again_byte_for_byte(remade, case, name):
    assert (remade / case / name).read_bytes() == (RECORDED / case / name).read_bytes()


@pytest.mark.parametrize("case", [case.name for case in CASES])
def test_recordings_are_made_again_but_for_the_versions(remade, case):
    assert expected(case, remade) == expected(case)


def expected(case: str, folder: Path = RECORDED) -> dict:
    recording = json.loads((folder / case / "expected.json").read_text())
    del recording["versions"]
    return recording


def test_batch_norm_folded_and_not_mean_the_same():
    whole, folded = expected("batch-norm"), expected("batch-norm-folded")
    assert whole["layers"] == folded["layers"] and whole["logits"] == folded["logits"]


@pytest.mark.parametrize("case", [case.name for case in CASES])
def test_every_layer_is_active_but_not_always(case):
    for layer in expected(case)["layers"].values():
        rates = [sum(row) / len(row) for row in layer["spikes"]]
        assert 0.1 <= sum(rates) / len(rates) <= 0.6
        assert len({tuple(row) for row in layer["spikes"]}) > 1


CHANGES = {
    "lif-hard": {"spikes1": {"reset": "soft"}},
    "lif-soft": {"spikes1": {"reset": "hard"}},
    "lif-whole-input-hard": {"spikes1": {"decay_input": True}},
    "lif-whole-input-soft": {"spikes2": {"threshold": 1.0}},
    "lif-slow": {"spikes1": {"tau": 2.0}},
    "lif-reset-value": {"spikes1": {"v_reset": 0.0}},
    "if-hard": {"spikes1": {"type": "lif", "tau": 2.0, "decay_input": False}},
    "if-soft": {"spikes2": {"reset": "hard"}},
    "max-pool": {"pool1": {"type": "avg_pool"}},
    "average-pool": {"pool1": {"type": "max_pool"}},
    "shortcut-identity": {"sum": {"input": ["norm2", "norm2"]}},
    "shortcut-projection": {"sum": {"input": ["norm2", "norm2"]}},
}


@pytest.mark.parametrize("case", CHANGES)
def test_another_rule_gives_another_recording(case):
    network = checkpoint.load(RECORDED / case / "model.safetensors")
    graph = copy.deepcopy(network.graph)
    for node in graph["nodes"]:
        node.update(CHANGES[case].get(node["name"], {}))
    assert recorded_spikes(case) == spikes_of(network, network.graph, image_of(network, case))
    assert recorded_spikes(case) != spikes_of(network, graph, image_of(network, case))


def test_padding_with_black_pixels_gives_another_recording():
    network = checkpoint.load(RECORDED / "padding" / "model.safetensors")
    graph, image = copy.deepcopy(network.graph), image_of(network, "padding")
    graph["input"]["shape"] = [1, 11, 11]
    graph["nodes"][0]["padding"] = [0, 0]
    padded = np.pad(image, ((2, 2), (2, 2), (0, 0)))
    assert recorded_spikes("padding") != spikes_of(network, graph, padded)


def recorded_spikes(case: str) -> dict[str, list]:
    return {name: layer["spikes"] for name, layer in expected(case)["layers"].items()}


def image_of(network: Network, case: str) -> np.ndarray:
    channels, height, width = network.graph["input"]["shape"]
    content = (RECORDED / case / "input.bin").read_bytes()
    return np.frombuffer(content, np.uint8).reshape(height, width, channels)


def spikes_of(network: Network, graph: dict, image: np.ndarray) -> dict[str, list]:
    """Spikes by layer, flat in y, x, c order, when `graph` is run with the network's tensors."""
    tensors = {name: t.detach().double().numpy() for name, t in network.tensors().items()}
    changed = record.double_network(Description(graph, network.description.tensors), tensors)
    spikes = record.run(changed, image).spikes
    return {k: np.moveaxis(s, 1, -1).reshape(len(s), -1).tolist() for k, s in spikes.items()}
