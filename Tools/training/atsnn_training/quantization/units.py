"""Which unit every channel gets: as the quantizer chooses it from the greatest weight."""

import numpy as np
from atsnn_networks.errors import UserError
from atsnn_networks.seeding import units
from torch import Tensor

from .structure import Owner, Structure

LIMIT = 2**31 - 1
MARGIN = 2
"""Weights may grow in training: sums are kept this far below the limits of rules O1 to O3."""

WIDE_EXPONENT = 20
"""Thresholds of 32-bit membranes lie in (2^19, 2^20]."""

READOUT_BITS = 5
"""Significant bits of the read-out's unit: float32 sums of few logits then are exact."""


def greatest_weight(bits: int) -> int:
    """127 or 32767."""
    return 2 ** (bits - 1) - 1


def choose(
    structure: Structure, values: dict[str, Tensor], bits: int, membrane_bits: int
) -> dict[str, dict]:
    """Per owner the float64 `scale`, and for neurons int64 `shift` and `threshold` [O].

    `values` are the parameters of the folded network by the graph's names; the keys are those of
    CHECKPOINT.md's `quantization`.
    """
    return {
        owner.name: _of_layer(_Sums(structure, owner, values, bits), bits, membrane_bits)
        for owner in structure.owners.values()
    }


class _Sums:
    """The real weights, biases and sources of one owner, as float64 per accumulator unit 1."""

    def __init__(self, structure: Structure, owner: Owner, values: dict[str, Tensor], bits: int):
        self.owner, self.structure = owner, structure
        self.greatest = greatest_weight(bits)
        self.weights, self.counts, biases = [], [], []
        for layer in owner.layers:
            weight = values[layer["weight"]].detach().double().cpu()
            real = weight * owner.charge / structure.layer_divisors(layer)
            self.weights.append(real.flatten(1).abs().numpy())
            self.counts.append(structure.greatest_count(layer["input"][0]))
            biases.append(self._bias(layer, values, real))
        if not owner.layers:
            raise UserError(f"node {owner.name}: integers are trained for layers with weights")
        self.bias = np.abs(sum(biases))
        self.maxima = np.max([weight.max(axis=1) for weight in self.weights], axis=0)

    def _bias(self, layer: dict, values: dict[str, Tensor], real: Tensor) -> np.ndarray:
        """A layer's bias, with what it takes up of the means of the input."""
        bias = values[layer["bias"]].detach().double().cpu() * self.owner.charge
        fractions = self.structure.layer_fractions(layer)
        if fractions is not None:
            bias = bias - (real * fractions).flatten(1).sum(1)
        return bias.numpy()

    def bounds(self, scale: np.ndarray) -> np.ndarray:
        """Rule O1 for weights of these sizes, with the margin; [O]."""
        total = self.bias / scale
        for weight, count in zip(self.weights, self.counts, strict=True):
            total = total + (weight.sum(axis=1) / scale + weight.shape[1] / 2) * count
        for source in self.owner.identities:
            share = self.owner.charge / self.structure.divisors(source).numpy()
            total = total + share / scale * self.structure.greatest_count(source)
        return MARGIN * total


def _of_layer(sums: _Sums, bits: int, membrane_bits: int) -> dict:
    if sums.owner.node is None:
        return {"scale": _readout(sums)}
    threshold, exponent = sums.owner.threshold, _exponent(sums.owner.node, membrane_bits)
    least = np.maximum(threshold * 2.0 ** -(exponent + units.SHIFTS[1]), sums.bias * 2.0**-21)
    free = np.where(sums.maxima == 0, threshold * 2.0**-exponent, sums.maxima / sums.greatest)
    scale = units.whole_thresholds(np.maximum(free, least), threshold, exponent)
    while (wide := sums.bounds(scale) > LIMIT).any():
        if bits == 8:
            raise UserError(f"node {sums.owner.name}: its sums can leave int32; use fewer inputs")
        scale = np.where(wide, 2 * scale, scale)
    shift = units.shifts(scale, threshold, exponent)
    shift = units.limited(shift, np.ceil(sums.bounds(scale)).astype(np.int64))
    whole = np.ceil(threshold / scale * np.exp2(-shift.astype(np.float64)) - 1e-6)
    return {"scale": scale, "shift": shift, "threshold": whole.astype(np.int64)}


def _exponent(node: dict, membrane_bits: int) -> int:
    """As `QuantizationOptions.thresholdExponent`."""
    if membrane_bits == 32:
        return WIDE_EXPONENT
    keeps = node["reset"] == "soft" or node["type"] == "if"
    return units.EXPONENT - 1 if keeps else units.EXPONENT


def _readout(sums: _Sums) -> np.ndarray:
    """One unit for all classes, [1]: rounded up to READOUT_BITS significant bits."""
    wanted = max(sums.maxima.max() / sums.greatest, sums.bias.max() * 2.0**-21, 2.0**-60)
    fraction, power = np.frexp(wanted)
    scale = np.ldexp(np.ceil(np.ldexp(fraction, READOUT_BITS)), int(power) - READOUT_BITS)
    steps = sums.structure.graph["timesteps"]
    while sums.bounds(np.array([scale])).max() * steps * (steps + 1) / 2 > LIMIT:
        scale *= 2
    return np.array([scale])
