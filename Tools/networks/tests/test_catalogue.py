"""The named networks: sizes as published and as stated, widths, options."""

import json

import pytest
from atsnn_networks import counts
from atsnn_networks.builder import GraphBuilder
from atsnn_networks.catalogue import CATALOGUE, describe_named
from atsnn_networks.errors import UserError
from atsnn_networks.families import describe


@pytest.mark.parametrize(
    ("name", "millions"),
    [
        ("vgg16", 313.2),
        ("vgg16-wide", 617.0),
        ("resnet19", 578.0),
        ("resnet19-heavy", 2285.0),
        ("vgg9s", 38.65),
    ],
)
def test_multiply_accumulates_are_those_stated(name, millions):
    total = counts.sizes(describe_named(name))["multiply_accumulates"]
    assert total == pytest.approx(millions * 1e6, rel=0.002)


@pytest.mark.parametrize(
    ("name", "parameters", "neurons"),
    [("vgg16-wide", 15.78e6, 473e3), ("resnet19", 12.57e6, 459e3), ("vgg16", 14.74e6, 276e3)],
)
def test_parameters_and_neurons_are_those_published(name, parameters, neurons):
    sizes = counts.sizes(describe_named(name))
    assert sizes["parameters"] == pytest.approx(parameters, rel=0.002)
    assert sizes["neurons"] == pytest.approx(neurons, rel=0.002)


def test_small_networks_fit_their_budgets():
    vgg9 = describe_named("vgg9")
    assert counts.sizes(vgg9)["multiply_accumulates"] <= 60_000_000
    assert 4 * vgg9.parameter_count() <= 6_000_000
    assert counts.sizes(describe_named("nmnist"))["multiply_accumulates"] <= 15_000_000


def test_the_fashion_network_is_the_shipped_one(root):
    with (root / "Quantization/Models/fashion-mnist.safetensors").open("rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
    shipped = json.loads(header["__metadata__"]["atsnn"])
    graph = describe_named("fashion-mnist").graph
    for key in ("name", "timesteps", "input", "nodes", "output"):
        assert graph[key] == shipped[key], key


@pytest.mark.parametrize("name", CATALOGUE)
@pytest.mark.parametrize("width", [0.01, 0.3, 1.5])
def test_every_width_has_consistent_shapes(name, width):
    description = describe_named(name, width=width)
    assert description.shapes()["logits"] == (10,)
    names = [node["name"] for node in description.graph["nodes"]]
    assert len(set(names)) == len(names) and max(map(len, names)) <= 20


def test_width_multiplies_channels():
    half = describe_named("vgg16", width=0.5)
    assert half.tensors["conv13.weight"] == (256, 256, 3, 3)
    assert half.tensors["logits.weight"] == (10, 1024)


def test_shortcuts_stand_where_shapes_differ():
    def shortcuts(name):
        nodes = describe_named(name).graph["nodes"]
        return [n["name"] for n in nodes if "conv_skip" in n["name"]]

    assert shortcuts("resnet19") == [f"s{s}b1_conv_skip" for s in (1, 2, 3)]
    assert shortcuts("resnet19-heavy") == [f"s{s}b1_conv_skip" for s in (2, 3)]


@pytest.mark.parametrize("pool", ["max", "avg"])
def test_pooling_can_be_chosen(pool):
    kinds = {n["type"] for n in describe_named("vgg16", pool=pool).graph["nodes"]}
    assert {k for k in kinds if "pool" in k} == {f"{pool}_pool"}


@pytest.mark.parametrize(
    ("name", "changes", "text"),
    [
        ("vgg17", {}, "vgg17"),
        ("resnet19", {"pool": "avg"}, "pool"),
        ("vgg16", {"pool": "median"}, "median"),
        ("vgg16", {"head": "none"}, "none"),
    ],
)
def test_wrong_use_is_named(name, changes, text):
    with pytest.raises(UserError, match=text):
        describe_named(name, **changes)


def test_an_incomplete_specification_is_named():
    builder = GraphBuilder("n", 4, {"kind": "image", "shape": [1, 4, 4]})
    with pytest.raises(UserError, match="layers"):
        describe(builder, {"family": "plain"}, 10)


def test_multiply_accumulates_by_hand():
    builder = GraphBuilder("n", 1, {"kind": "image", "shape": [2, 6, 6]})
    keys = {"family": "plain", "layers": [{"conv": 3}, {"pool": 2}]}
    got = counts.multiply_accumulates(describe(builder, keys, 5))
    assert got == {"conv1": 2 * 3 * 9 * 36, "logits": 3 * 9 * 5}
