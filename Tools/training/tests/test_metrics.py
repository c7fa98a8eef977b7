import pytest
import torch
from atsnn_networks.builder import GraphBuilder
from atsnn_training import evaluate, figures, spikes
from atsnn_training.data import Records
from atsnn_training.exit_policy import Exit
from atsnn_training.network import Network

IF = {"type": "if", "threshold": 1.0, "reset": "hard"}


def tiny() -> Network:
    """A 1x1 convolution of 3x3 pixels, IF neurons, a 3x3 convolution to 2 channels, neurons, 2
    logits; all weights 1, so that neurons fire where a pixel is bright enough."""
    source = {"kind": "image", "shape": [1, 3, 3], "mean": [0.0], "std": [100.0]}
    builder = GraphBuilder("tiny", 2, source)
    builder.neuron("first", builder.conv("conv1", "input", 1, kernel=1), IF)
    builder.neuron("second", builder.conv("conv2", "first", 2), IF)
    flat = builder.add("flatten", "flat", "second")
    network = Network(builder.finish(builder.linear("logits", flat, 2), {"type": "mean"}))
    with torch.no_grad():
        for name, tensor in network.tensors().items():
            tensor.fill_(0.0 if name.endswith("bias") else 1.0)
    return network


def outputs() -> tuple[Network, evaluate.Outputs]:
    """Record 0: only the corner is bright, at 100. Record 1: only the centre, at 50."""
    images = torch.zeros(2, 1, 3, 3, dtype=torch.uint8)
    images[0, 0, 0, 0], images[1, 0, 1, 1] = 100, 50
    network = tiny()
    records = Records(images, torch.tensor([0, 1]))
    return network, evaluate.run(network, records, operations=True)


def test_operations_are_weights_added_for_spikes():
    _, measured = outputs()
    # A corner is seen by 2x2 windows of 2 channels: 8 additions, and 8 spikes follow, each into 2
    # logits: 16. Record 1 fires at timestep 2 only: 18 additions, 18 spikes, 36 additions.
    assert measured.operations.tolist() == [[24.0, 0.0], [24.0, 54.0]]


def test_spikes_and_operations_end_where_a_record_leaves():
    network, measured = outputs()
    neurons = network.description.neuron_counts()
    at = torch.tensor([0, 1])
    assert measured.operations_per_record() == (24 + 24 + 54) / 2
    assert measured.operations_per_record(at) == (24 + 54) / 2
    # 27 neurons; spikes 9 and 9 of record 0, 0 and 19 of record 1.
    assert measured.pooled_rate(neurons) == pytest.approx((9 + 9 + 19) / (27 * 4))
    assert measured.pooled_rate(neurons, at) == pytest.approx((9 + 19) / (27 * 3))


def test_the_image_layer_costs_once():
    assert spikes.dense_operations(tiny()) == 9


def test_latency_saving_is_of_the_papers_form():
    network, measured = outputs()
    found = figures.answers(network, measured, Exit("margin", [0.0, 0.0]))
    assert found["mean_timesteps"] == 1 and found["latency_saving"] == 0.5
    assert found["spike_operations_per_record"] == 12
