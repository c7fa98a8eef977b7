"""Seeded checkpoints in the trainer: the float network fires as its integers were tuned to."""

import numpy as np
import pytest
import torch
from atsnn_networks.graph import NEURONS
from atsnn_networks.seeding.command import main
from atsnn_training import checkpoint
from atsnn_training.data import normalise

RATE = 0.2


@pytest.mark.parametrize(("name", "width"), [("vgg9s", 0.3), ("vgg9", 0.2), ("resnet19", 0.1)])
def test_the_float_network_fires_at_the_rate(name, width, tmp_path):
    path, records = tmp_path / "n.safetensors", tmp_path / "x.npy"
    options = ["--rate", str(RATE), "--seed", "5", "--width", str(width), "--keep", str(records)]
    assert main([name, *options, "-o", str(path)]) == 0
    network = checkpoint.load(path)
    rates = measured(network, np.load(records))
    assert len(rates) > 5 and all(abs(rate - RATE) < 0.02 for rate in rates.values()), rates


def measured(network, images):
    """Spikes per neuron and timestep of every spiking layer."""
    source, rates = network.graph["input"], {}
    spiking = {node["name"] for node in network.graph["nodes"] if node["type"] in NEURONS}

    def observe(name, values):
        if name in spiking:
            rates[name] = values.mean().item()

    frames = torch.from_numpy(images).permute(0, 3, 1, 2)
    with torch.no_grad():
        network(normalise(frames, source["mean"], source["std"]), observe)
    return rates
