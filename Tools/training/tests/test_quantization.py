"""The integers that are trained are those that `atsnn quantize` writes; spikes are the oracle's."""

import subprocess

import numpy as np
import pytest
import torch
from atsnn_networks.seeding import outputs
from atsnn_training import checkpoint
from atsnn_training.data import normalise
from atsnn_training.quantization.folding import fold
from atsnn_training.quantization.readout import rounds
from atsnn_training.quantization.units import greatest_weight
from atsnn_training.spikes import OperationCounter, dense_operations
from conftest import program
from oracle import reader, readout, session
from oracle.connection import IDENTITY
from quantized_cases import CASES, WIDTHS, float_network, quantized, records

ALL = [(case, widths) for case in CASES for widths in WIDTHS]


@pytest.fixture(scope="module")
def images(tmp_path_factory):
    """Of every case and width the trained network and the image that the program made of it."""
    folder, made = tmp_path_factory.mktemp("images"), {}
    for case, widths in ALL:
        network = quantized(case, widths)
        path = folder / f"{case} {widths}.safetensors"
        data = folder / (case if CASES[case][0]["kind"] == "events" else f"{case}.npy")
        if not data.exists():
            outputs.keep(data, records(case, 8), np.arange(8) % 5)
        checkpoint.save(network, path)
        image = path.with_suffix(".atsnn")
        subprocess.run(
            [program(), "quantize", path, "--calibration", data, "-o", image, "--json"],
            check=True, capture_output=True,
        )  # fmt: skip
        made[case, widths] = network, path, reader.read(image.read_bytes())
    return made


@pytest.mark.parametrize(("case", "widths"), ALL)
def test_every_integer_is_the_images(images, case, widths):
    network, _, model = images[case, widths]
    nodes = [node for node in model.nodes if node.connections]
    owners = network.structure.owners
    assert [node.name for node in nodes] == list(owners)
    for owner, node in zip(owners.values(), nodes, strict=True):
        check_weights(network, owner, node)
        if owner.node is not None:
            units = network.units[owner.name]
            assert node.shift.tolist() == units.shift.tolist()
            assert node.threshold.tolist() == units.threshold.tolist()
            leak = (node.leak_form, node.leak_parameter)
            assert node.membrane_width == widths[1]
            assert leak == (owner.leak.form, owner.leak.parameter)


@pytest.mark.parametrize(("case", "widths"), ALL)
def test_every_read_out_is_the_oracles(images, case, widths):
    network, _, model = images[case, widths]
    model.minimum_timestep = len(model.timesteps)
    data = records(case, 3)
    answers = network.read_out(network(inputs(network, data))).detach().double().numpy()
    for number, record in enumerate(data):
        for t, step in enumerate(session.run(model, record.tobytes())):
            found = answers[t, number] / unit(network, model, t)
            assert np.allclose(found, step.readout, rtol=1e-6, atol=0), t
            if rounds(network.graph["output"]):
                assert np.array_equal(np.rint(found), step.readout), t
            assert answers[t, number].argmax() == readout.answer(step.readout)


def unit(network, model, t):
    """What one unit of the read-out y of timestep t, from 0, is worth."""
    scale, read = network.units["logits"].scale.item(), network.graph["output"]["representation"]
    if read["type"] == "weighted":
        assert [32768 * w / max(read["weights"]) for w in read["weights"]] == pytest.approx(
            [step.weight for step in model.timesteps], abs=0.5
        )
        return scale * max(read["weights"]) / sum(read["weights"][: t + 1])
    return scale / (t + 1) if read["type"] == "mean" else scale


def check_weights(network, owner, node):
    """Weights, shortcuts and biases of one node."""
    whole = [network.layers[n["name"]].whole(torch.float64, 32767) for n in owner.layers]
    assert node.bias.tolist() == sum(bias for _, bias in whole).tolist()
    wanted = [in_image_order(weight, network, layer) for (weight, _), layer in
              zip(whole, owner.layers, strict=True)]  # fmt: skip
    wanted += [network.identities[f"{s} to {owner.name}"].whole() for s in owner.identities]
    plain = [c for c in node.connections if c.kind != IDENTITY]
    found = plain + [c for c in node.connections if c.kind == IDENTITY]
    assert len(found) == len(wanted)
    for connection, weight in zip(found, wanted, strict=True):
        assert np.array_equal(connection.weights, weight.detach().numpy()), owner.name


def in_image_order(weight, network, layer):
    """[O,I,Kh,Kw] as [Kh,Kw,I,O]; [O, C*H*W] as [H*W*C, O]."""
    if weight.dim() == 4:
        return weight.permute(2, 3, 1, 0)
    node = network.structure.nodes[layer["input"][0]]
    source = node["input"][0] if node["type"] == "flatten" else node["name"]
    shape = network.structure.shapes[source]
    return weight.unflatten(1, shape).permute(2, 3, 1, 0).flatten(0, 2)


@pytest.mark.parametrize(("case", "widths"), ALL)
def test_every_spike_and_logit_is_the_oracles(images, case, widths):
    network, _, model = images[case, widths]
    model.minimum_timestep = len(model.timesteps)
    data = records(case, 3)
    spikes, logits = run(network, data)
    places = {node.name: i for i, node in enumerate(model.nodes)}
    scale = network.units["logits"].scale.item()
    assert all(0.02 < values.mean() < 0.7 for values in spikes.values())
    for number, record in enumerate(data):
        steps = session.run(model, record.tobytes())
        assert len(steps) == len(logits)
        for t, step in enumerate(steps):
            for name, values in spikes.items():
                assert np.array_equal(step.outputs[places[name]], values[t, number]), (name, t)
            assert (step.logits * scale == logits[t, number]).all()


@pytest.mark.parametrize("case", ["plain", "events, average pooling"])
def test_operations_are_the_oracles(images, case):
    network, _, model = images[case, (8, 16)]
    model.minimum_timestep = len(model.timesteps)
    data = records(case, 3)
    counter = OperationCounter(network)
    network(inputs(network, data), counter)
    steps = [session.run(model, record.tobytes()) for record in data]
    wanted = [[sum(step.synaptic_operations) for step in record] for record in steps]
    assert counter.operations().T.tolist() == wanted
    assert dense_operations(network) == (0 if "events" in case else 9 * 10 * 6 * 9)


def run(network, data):
    """Spikes by layer [T,N,H,W,C] and logits [T,N,K]."""
    spikes = {}

    def observe(name, values):
        if name in network.structure.owners and name != "logits":
            spikes[name] = values.detach().permute(0, 1, 3, 4, 2).numpy()

    logits = network(inputs(network, data), observe)
    return spikes, logits.detach().numpy()


def inputs(network, data):
    """What the network sees of images [N,H,W,C], or of frames [N,T,H,W,2]."""
    source = network.graph["input"]
    frames = torch.from_numpy(data)
    if source["kind"] == "events":
        return frames.permute(1, 0, 4, 2, 3).float()
    return normalise(frames.permute(0, 3, 1, 2), source["mean"], source["std"])


@pytest.mark.parametrize(("case", "widths"), ALL)
def test_a_saved_network_is_read_as_the_same_integers(images, case, widths):
    network, path, _ = images[case, widths]
    again = checkpoint.load_as_trained(path)
    assert again.graph == network.graph
    for name, layer in network.layers.items():
        if hasattr(layer, "weight"):
            limit = greatest_weight(widths[0])
            for mine, other in zip(
                layer.whole(torch.float64, limit),
                again.layers[name].whole(torch.float64, limit), strict=True,
            ):  # fmt: skip
                assert torch.equal(mine, other)


@pytest.mark.parametrize("case", CASES)
def test_folding_keeps_the_function(case):
    network = float_network(case)
    folded = fold(network).eval()
    assert not any(node["type"] == "batch_norm" for node in folded.graph["nodes"])
    shape = network.graph["input"]["shape"]
    frames = torch.rand(*((4, 2) if shape[0] == 2 else (2,)), *shape) * 2
    with torch.no_grad():
        difference = (network(frames) - folded(frames)).abs()
    assert difference.median() < 1e-5
