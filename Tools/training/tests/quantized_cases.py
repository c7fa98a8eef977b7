"""Small networks with seeded parameters, of which the quantization tests make integers."""

import numpy as np
import torch
from atsnn_networks.builder import GraphBuilder
from atsnn_networks.catalogue import NMNIST
from atsnn_networks.families import NEURON, describe
from atsnn_training.network import Network
from atsnn_training.quantization.folding import fold
from atsnn_training.quantization.network import QuantizedNetwork

GRAY = {"kind": "image", "shape": [1, 9, 10], "planes": "gray", "mean": [73.0], "std": [90.0]}
RGB = GRAY | {"shape": [3, 8, 8], "planes": "RGB", "mean": [125.0, 123.0, 0.0]}
RGB["std"] = [63.0, 62.0, 67.0]
PLAIN = {"family": "plain", "layers": [{"conv": 6}, {"pool": 2}, {"conv": 8}]}
RESIDUAL = {"family": "residual", "stem": 6, "stages": [[6, 1, 1], [8, 2, 2]], "head": "average"}
IF_SOFT = {"type": "if", "threshold": 0.8, "compare": ">=", "reset": "soft"}
SLOW = NEURON | {"tau": 3.0, "v_reset": -0.25, "threshold": 0.3}
WHOLE = {"type": "lif", "tau": 4 / 3, "decay_input": False, "compare": ">=", "reset": "soft"}
WHOLE["threshold"] = 0.7

CASES = {
    "plain": (GRAY, PLAIN),
    "residual": (RGB, RESIDUAL),
    "events, average pooling": (NMNIST, PLAIN | {"pool": "avg", "neuron": IF_SOFT}),
    "multiplier leak": (RGB, PLAIN | {"pool": "avg", "neuron": SLOW}),
    "whole input, soft reset": (GRAY, RESIDUAL | {"neuron": WHOLE}),
}
FRACTIONAL = RGB | {"mean": [125.3, 122.5, 113.9], "std": [63.1, 62.2, 66.9]}
LEAKY = {"type": "leaky", "retain": 0.5}
WEIGHTED = {"type": "weighted", "weights": [1.0, 2.0, 3.0, 4.0]}
UNEVEN = {"type": "weighted", "weights": [0.3, 1.0, 0.0, 0.7]}
CASES |= {
    "fractional means": (FRACTIONAL, RESIDUAL),
    "leaky output, weighted": (GRAY, PLAIN),
    "leaky output by a multiplier, mean": (GRAY, PLAIN),
    "integrator, uneven weights, fractional mean": (GRAY | {"mean": [72.5]}, PLAIN),
}
OUTPUTS = {
    "leaky output, weighted": {"neuron": LEAKY, "representation": WEIGHTED},
    "leaky output by a multiplier, mean": {
        "neuron": LEAKY | {"retain": 0.7},
        "representation": {"type": "mean"},
    },
    "integrator, uneven weights, fractional mean": {
        "neuron": {"type": "integrator"},
        "representation": UNEVEN,
    },
}
"""Read-outs of cases that have another than `describe` makes."""

WIDTHS = ((8, 16), (16, 16), (8, 32), (16, 32))
"""Bits of weights and of membranes."""


def float_network(case: str, timesteps: int = 4, surrogate_width: float | None = None) -> Network:
    """The case's network with batch norm as after some training; in evaluation mode."""
    network_input, specification = CASES[case]
    torch.manual_seed(len(case))
    description = describe(GraphBuilder("n", timesteps, network_input), specification, 5)
    description.graph["output"].update(OUTPUTS.get(case, {}))
    network = Network(description, surrogate_width)
    with torch.no_grad():
        for name, tensor in network.tensors().items():
            if name.startswith("norm") or "_norm" in name:
                low = {"weight": 1.5, "variance": 0.3, "bias": 0.2}.get(name.split(".")[1], -0.3)
                tensor.uniform_(low, low + 1.0)
    return network.eval()


def quantized(case: str, widths: tuple[int, int]) -> QuantizedNetwork:
    """The case's integers, in evaluation mode."""
    return QuantizedNetwork.of(fold(float_network(case)), *widths).eval()


def records(case: str, count: int) -> np.ndarray:
    """Images [N,H,W,C], or frames [N,T,H,W,2], uint8."""
    network_input, _ = CASES[case]
    channels, *size = network_input["shape"]
    numbers = np.random.default_rng(7)
    if network_input["kind"] == "events":
        return numbers.poisson(0.1, (count, 4, *size, channels)).astype(np.uint8)
    return numbers.integers(0, 256, (count, *size, channels), dtype=np.uint8)
