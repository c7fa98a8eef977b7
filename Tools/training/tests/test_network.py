import json

import pytest
import torch
from atsnn_networks.builder import GraphBuilder
from atsnn_networks.errors import UserError
from atsnn_training import checkpoint, networks
from atsnn_training.network import Network, read_out
from conftest import REPOSITORY

CONFIGURATIONS = REPOSITORY / "Tools" / "training" / "configs"
LIF = {"type": "lif", "tau": 2.0, "decay_input": True, "threshold": 1.0, "reset": "hard"}


def one_neuron(keys: dict) -> Network:
    """current = pixel -> neuron -> logits = spike, over 4 timesteps."""
    builder = GraphBuilder("one", 4, {"kind": "image", "shape": [1, 1, 1]})
    builder.neuron("spikes", builder.conv("conv", "input", 1, kernel=1), keys)
    network = Network(builder.finish(builder.linear("logits", "spikes", 1), {"type": "mean"}))
    with torch.no_grad():
        for name, tensor in network.tensors().items():
            tensor.fill_(0.0 if name.endswith("bias") else 1.0)
    return network.eval()


@pytest.mark.parametrize(
    ("keys", "current", "spikes"),
    [
        (LIF, 1.5, [0, 1, 0, 1]),  # H = 0.75, 1.125 | 0.75, 1.125
        (LIF, 2.0, [1, 1, 1, 1]),  # H = 1 meets the threshold
        (LIF | {"decay_input": False}, 0.75, [0, 1, 0, 1]),  # H = 0.75, 1.125 | ...
        ({"type": "if", "threshold": 1.0, "reset": "soft"}, 0.75, [0, 1, 1, 1]),
        ({"type": "if", "threshold": 1.0, "reset": "hard"}, 0.75, [0, 1, 0, 1]),
    ],
)
def test_neurons_follow_the_checkpoint_rules(keys, current, spikes):
    logits = one_neuron(keys)(torch.full((1, 1, 1, 1), current))
    assert logits.flatten().tolist() == spikes


def test_the_image_part_is_computed_once(config):
    network = Network(networks.build(config))
    seen = {}
    network(torch.rand(3, 1, 8, 8), lambda name, values: seen.update({name: values.shape}))
    assert seen["conv1"] == (1, 3, 4, 8, 8) and seen["norm1"][0] == 1
    assert seen["spikes1"][0] == 4 and seen["conv2"] == (4, 3, 4, 4, 4)


def test_shapes_agree_with_execution(config):
    description = networks.build(config)
    shapes = description.shapes()
    Network(description)(
        torch.rand(2, 1, 8, 8), lambda name, values: check(values.shape[2:], shapes[name])
    )


def check(actual, expected):
    assert tuple(actual) == expected


def test_timestep_by_timestep_equals_all_at_once(config):
    network = Network(networks.build(config)).eval()
    frames = torch.rand(5, 1, 8, 8) * 4
    with torch.no_grad():
        at_once = network(frames)
        network.timesteps = 1
        steps = [network(frames, keep_membranes=t > 0) for t in range(4)]
    assert torch.equal(at_once, torch.cat(steps))


def test_checkpoint_keeps_graph_and_values(config, tmp_path):
    network = Network(networks.build(config)).eval()
    checkpoint.save(network, tmp_path / "a.safetensors")
    again = checkpoint.load(tmp_path / "a.safetensors")
    assert again.graph == network.graph
    frames = torch.rand(2, 1, 8, 8)
    assert torch.equal(again(frames), network(frames))
    assert not list(tmp_path.glob("*.partial"))


def test_unreadable_checkpoints_are_refused(tmp_path):
    (tmp_path / "a").write_bytes(b"no checkpoint")
    for name in ("a", "absent"):
        with pytest.raises(UserError, match="no readable checkpoint"):
            checkpoint.load(tmp_path / name)


@pytest.mark.parametrize("path", sorted(CONFIGURATIONS.glob("*.json")), ids=lambda p: p.stem)
def test_configurations_describe_a_network(path):
    config = json.loads(path.read_text())
    description = networks.build(config)
    assert description.shapes()["logits"] == (len(config["data"]["classes"]),)
    for phase in config["phases"]:
        assert len(phase["loss_weights"]) == phase["timesteps"] <= config["timesteps"]


def test_unknown_family_is_named(config):
    config["network"]["family"] = "recurrent"
    with pytest.raises(UserError, match="recurrent"):
        networks.build(config)


@pytest.mark.parametrize("name", ["vgg9", "vgg16", "resnet19", "resnet19-heavy", "fashion-mnist"])
def test_named_networks_execute(config, name):
    config["network"] = {"name": name, "width": 0.05}
    config["data"]["input"]["shape"] = [1, 32, 32]
    network = Network(networks.build(config))
    assert network(torch.rand(2, 1, 32, 32)).shape == (4, 2, 2)


@pytest.mark.parametrize(
    ("neuron", "representation", "expected"),
    [
        ({"type": "none"}, {"type": "last"}, [1, 2, 6]),
        ({"type": "none"}, {"type": "sum"}, [1, 3, 9]),
        ({"type": "none"}, {"type": "mean"}, [1, 1.5, 3]),
        ({"type": "none"}, {"type": "weighted", "weights": [2, 1, 1]}, [1, 4 / 3, 2.5]),
        ({"type": "integrator"}, {"type": "last"}, [1, 3, 9]),
        ({"type": "leaky", "retain": 0.5}, {"type": "last"}, [1, 2.5, 7.25]),
    ],
)
def test_read_out(neuron, representation, expected):
    graph = {"output": {"neuron": neuron, "representation": representation}}
    logits = torch.tensor([1.0, 2.0, 6.0]).view(3, 1, 1)
    assert read_out(graph, logits).flatten().tolist() == pytest.approx(expected)
