"""Weights, batch norm and pixels that are small multiples of powers of two."""

import numpy as np
from atsnn_networks.graph import Description, Shape

from .cases import EPS

Tensors = dict[str, np.ndarray]

PIXEL_STEP = 32
"""Pixels differ from their plane's mean by multiples of this, so normalised by multiples of 1/2."""


def draw(description: Description, generator: np.random.Generator) -> Tensors:
    """Float64 tensors for every name of `description`, exact in float32 too."""
    norms = [n for n in description.graph["nodes"] if n["type"] == "batch_norm"]
    tensors = {
        name: _weights(shape, generator) if len(shape) > 1 else _biases(shape, generator)
        for name, shape in description.tensors.items()
    }
    for node in norms:
        _draw_norm(node, description.tensors[node["weight"]], tensors, generator)
    return tensors


def pixels(network_input: dict, generator: np.random.Generator) -> np.ndarray:
    """A uint8 image [H,W,C] whose pixels are mean + multiples of PIXEL_STEP."""
    channels, height, width = network_input["shape"]
    planes = []
    for mean in network_input["mean"]:
        lowest, highest = -(int(mean) // PIXEL_STEP), (255 - int(mean)) // PIXEL_STEP
        steps = generator.integers(lowest, highest + 1, (height, width))
        planes.append(int(mean) + PIXEL_STEP * steps)
    return np.stack(planes, axis=2).astype(np.uint8)


def fold_batch_norm(tensors: Tensors) -> Tensors:
    """The tensors of case "batch-norm-folded" from those of case "batch-norm"."""
    folded = {key: tensors[key] for key in ("logits.weight", "logits.bias")}
    for index in (1, 2):
        norm = {
            key: tensors[f"norm{index}.{key}"] for key in ("weight", "bias", "mean", "variance")
        }
        gain = norm["weight"] / np.sqrt(norm["variance"] + EPS)
        folded[f"conv{index}.weight"] = tensors[f"conv{index}.weight"] * gain[:, None, None, None]
        folded[f"conv{index}.bias"] = norm["bias"] - gain * norm["mean"]
    return folded


def _weights(shape: Shape, generator: np.random.Generator) -> np.ndarray:
    """Integers -2 to 3 times 1/4 or 1/8, one power of two for each output channel."""
    units = 0.25 / (1 + np.arange(shape[0]) % 2)
    integers = generator.integers(-2, 4, shape)
    return integers * units.reshape(-1, *[1] * (len(shape) - 1))


def _biases(shape: Shape, generator: np.random.Generator) -> np.ndarray:
    """Multiples of 1/4 from -1/2 to 3/4."""
    return generator.integers(-2, 4, shape) * 0.25


def _draw_norm(node: dict, shape: Shape, tensors: Tensors, generator: np.random.Generator) -> None:
    """Batch norm whose gains are +-1/2, 1 or 2, by exact square roots of variance + eps."""
    deviation = 2.0 ** generator.integers(-1, 2, shape)
    sign = np.where(np.arange(shape[0]) == 1, -1.0, 1.0)
    tensors[node["weight"]] = sign * 2.0 ** generator.integers(-1, 1, shape)
    tensors[node["variance"]] = deviation**2 - EPS
    tensors[node["mean"]] = generator.integers(-1, 2, shape) * 0.5
