"""The rules with straight-through gradients against the oracle's; what is refused; phases."""

import json

import numpy as np
import pytest
import torch
from atsnn_networks.builder import GraphBuilder
from atsnn_networks.errors import UserError
from atsnn_networks.families import NEURON, describe
from atsnn_training.__main__ import main
from atsnn_training.network import Network, read_out
from atsnn_training.quantization import integers, readout
from atsnn_training.quantization import phase as phases
from atsnn_training.quantization.folding import fold
from atsnn_training.quantization.network import QuantizedNetwork
from oracle import arithmetic
from quantized_cases import GRAY, OUTPUTS, PLAIN, float_network, quantized, records

NUMBERS = np.random.default_rng(1)
TYPES = [(torch.float32, 2**24 - 1), (torch.float64, 2**31 - 1)]
EDGES = [-3, -2, -1, 0, 1, 2, 3]


@pytest.mark.parametrize(("dtype", "greatest"), TYPES)
def test_shifts_are_the_oracles(dtype, greatest):
    shift = np.arange(-6, 25)
    sums = NUMBERS.integers(-greatest, greatest + 1, (500, len(shift)))
    sums[:, shift < 0] >>= 7
    sums[: len(EDGES)] = np.array(EDGES)[:, None]
    sums[len(EDGES)] = greatest >> 7
    got = integers.shifted(torch.tensor(sums, dtype=dtype), torch.from_numpy(shift))
    assert np.array_equal(got.numpy(), arithmetic.shift_current(sums, shift))


@pytest.mark.parametrize(("dtype", "greatest"), TYPES)
@pytest.mark.parametrize(
    ("form", "parameter"), [(0, 0), (1, 1), (1, 15), (2, 1), (2, 7), (3, 21845), (3, 1)]
)
def test_leaks_are_the_oracles(dtype, greatest, form, parameter):
    membranes = np.arange(-32768, 32768)
    got = integers.leaked(torch.tensor(membranes, dtype=dtype), form, parameter)
    assert np.array_equal(got.numpy(), arithmetic.leak(membranes, form, parameter))


def test_gradients_pass_straight_through_and_stop_at_limits():
    values = torch.tensor([-9.0, -0.4, 1.6, 200.0], requires_grad=True)
    whole = integers.rounded(values, 127)
    whole.sum().backward()
    assert whole.tolist() == [-9, 0, 2, 127] and values.grad.tolist() == [1, 1, 1, 0]
    values.grad = None
    integers.shifted(values, torch.tensor([2, 2, 2, -1])).sum().backward()
    assert values.grad.tolist() == [0.25, 0.25, 0.25, 2]
    values.grad = None
    integers.saturated(integers.leaked(values * 1000, 2, 2), 16).sum().backward()
    assert values.grad.tolist() == [750, 750, 750, 0]


@pytest.mark.parametrize("output", OUTPUTS.values(), ids=OUTPUTS)
def test_read_outs_have_the_float_read_outs_gradient(output):
    logits = torch.tensor(NUMBERS.integers(-9999, 9999, (4, 3, 5)) / 64.0, requires_grad=True)
    gains = torch.linspace(-1, 1, 60).view(4, 3, 5)
    for answer in (readout.read_out(output, logits, 1 / 64), read_out({"output": output}, logits)):
        logits.grad, before = None, logits.grad
        (answer * gains).sum().backward()
    assert torch.allclose(logits.grad, before, rtol=1e-3, atol=1e-3)
    assert (answer - readout.read_out(output, logits, 1 / 64)).abs().max() < 0.1


@pytest.mark.parametrize(("bits", "width"), [(8, None), (16, None), (8, 0.5)])
def test_gradients_resemble_the_float_networks(bits, width):
    network = fold(float_network("plain", surrogate_width=width))
    whole = QuantizedNetwork.of(network, bits)
    images = torch.from_numpy(records("plain", 8)).permute(0, 3, 1, 2)
    frames = (images - 73.0) / 90.0
    for each in (network, whole):
        each(frames).square().sum().backward()
    for name in ("conv1", "conv2", "logits"):
        mine, other = (n.layers[name].weight.grad.flatten() for n in (whole, network))
        assert torch.cosine_similarity(mine, other, 0) > 0.8, name
        assert 0.7 < mine.norm() / other.norm() < 1.4, name


def described(keys=None, network_input=GRAY, **output):
    graph = describe(GraphBuilder("n", 4, network_input), PLAIN | (keys or {}), 5)
    graph.graph["output"].update(output)
    return graph


@pytest.mark.parametrize(
    ("description", "text"),
    [
        (described({"neuron": NEURON | {"compare": ">"}}), "above its threshold"),
    ],
)
def test_what_cannot_be_trained_is_named(description, text):
    with pytest.raises(UserError, match=text):
        QuantizedNetwork.of(fold(Network(description)), 8)


def test_a_batch_norm_of_a_sum_is_refused():
    builder = GraphBuilder("n", 4, GRAY)
    first, second = (builder.conv(f"conv{i}", "input", 3) for i in (1, 2))
    norm = builder.batch_norm("norm", builder.add("add", "sum", first, second))
    spikes = builder.neuron("spikes", norm, NEURON)
    made = Network(builder.finish(builder.linear("logits", spikes, 3), {"type": "mean"}))
    with pytest.raises(UserError, match="norm"):
        fold(made)


PHASE = {"name": "a", "precision": "float32", "quantization": {"weights": "int8"}}


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        ([PHASE | {"quantization": {"weights": "int4"}}], "int8"),
        ([PHASE | {"quantization": {"weights": "int8", "membranes": "int8"}}], "membranes"),
        ([PHASE | {"precision": "bfloat16"}], "float32"),
        ([PHASE, {"name": "b", "precision": "float32"}], "'b'"),
    ],
)
def test_wrong_phases_are_named(wrong, text):
    with pytest.raises(UserError, match=text):
        phases.check(wrong)


def test_a_run_ends_in_integers_and_resumes_to_the_same_bits(config, data_folder, tmp_path):
    for phase in config["phases"]:
        phase["epochs"] = 1
    config["phases"].append(
        config["phases"][1] | {"name": "integers", "epochs": 2, "quantization": {"weights": "int8"}}
    )
    path, whole, parts = tmp_path / "c.json", tmp_path / "whole", tmp_path / "parts"
    folder = ["--data", str(data_folder)]
    path.write_text(json.dumps(config))
    assert main(["train", str(path), *folder, "--run", str(whole)]) == 0
    stop_in_last_epoch(path, config, folder, parts)
    assert main(["train", str(path), *folder, "--run", str(parts)]) == 0
    model = "model.safetensors"
    assert (whole / model).read_bytes() == (parts / model).read_bytes()
    assert main(["finish", str(whole), *folder, "--out", str(tmp_path)]) == 0
    figures = json.loads((tmp_path / "tiny.json").read_text())["quantization"]
    assert figures["weights"] == "int8"
    for key in ("float", "before", "after"):
        assert len(figures["held_out_accuracy"][key]) == 4


def stop_in_last_epoch(path, config, folder, run):
    """The user's interrupt in the second epoch of the last phase."""
    from atsnn_training.train import Trainer

    original = Trainer._train_once

    def interrupted(self, generator, steps=None):
        if self.progress.phase == 2 and self.progress.epoch == 1:
            raise KeyboardInterrupt
        return original(self, generator)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Trainer, "_train_once", interrupted)
        with pytest.raises(KeyboardInterrupt):
            main(["train", str(path), *folder, "--run", str(run)])


def test_training_moves_the_integers():
    network = quantized("plain", (8, 16)).train()
    before = {name: t.clone() for name, t in network.tensors().items()}
    images = torch.from_numpy(records("plain", 8)).permute(0, 3, 1, 2)
    optimizer = torch.optim.SGD(network.parameters(), lr=0.2)
    labels = torch.arange(8) % 5
    losses = []
    for _ in range(30):
        logits = network((images - 73.0) / 90.0).mean(0)
        loss = torch.nn.functional.cross_entropy(logits, labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < 0.8 * losses[0]
    moved = {name: (t != before[name]).float().mean() for name, t in network.tensors().items()}
    assert all(share > 0.2 for share in moved.values()), moved
