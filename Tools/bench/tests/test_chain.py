from pathlib import Path

import numpy as np
import pytest
from atsnn_bench import chain as chains
from atsnn_networks import safetensors
from atsnn_networks.catalogue import describe_named


def checkpoint(folder: Path, name: str, **changes) -> Path:
    """A named network with random parameters."""
    description = describe_named(name, **changes)
    generator = np.random.default_rng(1)
    tensors = {
        key: generator.uniform(0.5, 1.5, shape) for key, shape in description.tensors.items()
    }
    path = folder / "net.safetensors"
    safetensors.save(path, description.graph, tensors)
    return path


def test_batch_norm_and_charge_are_folded(tmp_path):
    """Of a LIF neuron with tau 2 half of the normed sum is the current."""
    path = checkpoint(tmp_path, "vgg9s", width=0.25)
    chain = chains.read(path)
    _, tensors = safetensors.load(path)
    norm = {key: tensors[f"norm1.{key}"].astype(float) for key in ("weight", "bias", "mean")}
    gain = norm["weight"] / np.sqrt(tensors["norm1.variance"].astype(float) + 1e-5)
    first = chain.layers[0]
    wanted = 0.5 * tensors["conv1.weight"] * gain[:, None, None, None]
    assert np.allclose(first.weight, wanted)
    assert np.allclose(first.bias, 0.5 * (norm["bias"] - norm["mean"] * gain))
    assert chain.layers[1] == chains.Neuron("spikes1", 0.5, 1.0, False)


def test_layers_follow_the_graph(tmp_path):
    chain = chains.read(checkpoint(tmp_path, "vgg9s", width=0.25))
    kinds = [type(layer).__name__[0] for layer in chain.layers]
    assert "".join(kinds) == "CNCNPCNCNPCNCNPL"
    assert [layer.outputs for layer in chain.layers if isinstance(layer, chains.Convolution)] == [
        (8, 32, 32), (8, 32, 32), (16, 16, 16), (16, 16, 16), (32, 8, 8), (32, 8, 8)
    ]  # fmt: skip
    assert {layer.kind for layer in chain.layers if isinstance(layer, chains.Pool)} == {"avg"}


def test_pixels_are_normalised_by_plane(tmp_path):
    chain = chains.read(checkpoint(tmp_path, "vgg9s", width=0.25))
    images = np.array([125, 123, 114], np.uint8) + np.zeros((2, 32, 32, 3), np.uint8)
    assert chain.normalised(images).shape == (2, 3, 32, 32)
    assert not chain.normalised(images).any()


def test_frames_of_events_are_their_counts(tmp_path):
    chain = chains.read(checkpoint(tmp_path, "nmnist", width=0.25))
    frames = np.random.default_rng(1).poisson(0.1, (3, 8, 34, 34, 2)).astype(np.uint8)
    values = chain.normalised(frames)
    assert chain.events and values.shape == (3, 8, 2, 34, 34) and values.dtype == np.float32
    assert values[1, 5, 0, 20, 7] == frames[1, 5, 20, 7, 0]


def test_a_residual_block_is_a_sum_of_branches(tmp_path):
    """Of a LIF neuron with tau 2 half of every branch charges the membrane."""
    path = checkpoint(tmp_path, "resnet19", width=0.05)
    graph, tensors = safetensors.load(path)
    chain = chains.read(path)
    sums = [layer for layer in chain.layers if isinstance(layer, chains.Sum)]
    blocks = [node for node in graph["nodes"] if node["type"] == "add"]
    assert len(sums) == len(blocks) and len(chain.convolutions) == sum(
        node["type"] == "conv" for node in graph["nodes"]
    )
    plain = [layer for layer in sums if () in layer.branches]
    assert plain and len(plain) < len(sums)
    assert all(layer.gain == 0.5 for layer in sums)
    body = next(branch for branch in plain[0].branches if branch)
    assert [type(layer).__name__ for layer in body] == ["Convolution", "Neuron", "Convolution"]
    for layer in sums:
        ends = {branch[-1].outputs for branch in layer.branches if branch}
        assert len(ends) == 1
    assert sum(len(c.weight) for c in chain.convolutions) == sum(
        len(tensors[node["weight"]]) for node in graph["nodes"] if node["type"] == "conv"
    )


def test_other_networks_say_why_they_are_none(tmp_path):
    path = checkpoint(tmp_path, "vgg9s", width=0.25)
    graph, tensors = safetensors.load(path)
    graph["output"]["neuron"] = {"type": "integrator"}
    safetensors.save(path, graph, tensors)
    with pytest.raises(chains.NotAChain, match="running mean of the logits"):
        chains.read(path)


def test_a_batch_norm_of_a_sum_is_refused(tmp_path):
    path = checkpoint(tmp_path, "resnet19", width=0.05)
    graph, tensors = safetensors.load(path)
    add = next(i for i, node in enumerate(graph["nodes"]) if node["type"] == "add")
    norm = next(node for node in graph["nodes"] if node["type"] == "batch_norm")
    graph["nodes"].insert(add + 1, norm | {"name": "late", "input": [graph["nodes"][add]["name"]]})
    graph["nodes"][add + 2]["input"] = ["late"]
    safetensors.save(path, graph, tensors)
    with pytest.raises(chains.NotAChain, match="batch norm that follows no convolution"):
        chains.read(path)
