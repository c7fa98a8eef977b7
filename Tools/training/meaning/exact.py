"""Integers for a recorded network, so chosen that nothing is rounded, and the proof of it.

One accumulator unit and one membrane unit for every channel, both powers of two; membrane unit =
accumulator unit * 2^shift, so a negative shift leaves room for the fractions that the leak makes.
"""

from fractions import Fraction

import numpy as np

from .affine import Affine, Folding
from .record import Recording

LARGEST_WEIGHT = 127
LARGEST_THRESHOLD = 8192
LARGEST_MEMBRANE = 32767
SHIFTS = range(-16, 25)


class NotExact(Exception):
    """The case drawn needs rounding or does not fit; another one has to be drawn."""


def fixed_integers(folding: Folding, graph: dict, recording: Recording) -> dict:
    """The graph's `quantization` object; NotExact where int8 weights and int16 membranes fail."""
    neurons = [node for node in graph["nodes"] if node["name"] in recording.spikes]
    layers = {node["name"]: _neuron_integers(folding, node, recording) for node in neurons}
    output = graph["output"]["node"]
    scales = _scales(folding.current(output))
    layers[output] = {"scale": [min(scales)]}
    _check_weights(folding.current(output), [min(scales)] * len(scales))
    return {"weight_bits": 8, "layers": layers}


def granularity(values: np.ndarray) -> float:
    """The greatest power of two of which every value is an integer multiple; 0 for all zeros."""
    fractions = [Fraction(float(v)) for v in np.ravel(values) if v != 0]
    units = [Fraction(f.numerator & -f.numerator, f.denominator) for f in fractions]
    return float(min(units, default=0))


def _neuron_integers(folding: Folding, node: dict, recording: Recording) -> dict:
    affine = folding.current(node["input"][0]).times(_charge(node))
    scales = _scales(affine)
    _check_weights(affine, scales)
    rest = node.get("v_reset", 0.0)
    thresholds, shifts, ties = [], [], 0
    for channel, scale in enumerate(scales):
        current = recording.currents[node["name"]][:, channel] * _charge(node)
        unit = _membrane_unit(node, current)
        shifts.append(int(np.log2(unit / scale)))
        thresholds.append(int((node["threshold"] - rest) / unit))
        ties += _replay(node, unit, current / unit, _channel(recording, node["name"], channel))
    if ties == 0:
        raise NotExact(f"{node['name']}: no membrane meets its threshold exactly")
    if any(s not in SHIFTS for s in shifts) or max(thresholds) > LARGEST_THRESHOLD:
        raise NotExact(f"{node['name']}: shifts {shifts}, thresholds {thresholds}")
    return {"scale": scales, "shift": shifts, "threshold": thresholds}


def _channel(recording: Recording, name: str, channel: int) -> tuple[np.ndarray, np.ndarray]:
    return recording.spikes[name][:, channel], recording.membranes[name][:, channel]


def _charge(node: dict) -> float:
    return 1 / node["tau"] if node.get("decay_input") else 1.0


def _leak_bits(node: dict) -> int:
    """Fraction bits that one leak adds: k of retain 2^-k or 1 - 2^-k."""
    return int(np.log2(node["tau"])) if node["type"] == "lif" else 0


def _scales(affine: Affine) -> list[float]:
    """Per channel the greatest unit of which weights, identities and bias are integers."""
    parts = [*affine.weights, *affine.identities, affine.bias]
    channels = range(len(affine.bias))
    scales = [granularity(np.concatenate([np.ravel(p[c]) for p in parts])) for c in channels]
    if 0 in scales:
        raise NotExact("a channel without any weight")
    return scales


def _check_weights(affine: Affine, scales: list[float]) -> None:
    for weights in affine.weights:
        for channel, scale in enumerate(scales):
            if np.abs(weights[channel] / scale).max() > LARGEST_WEIGHT:
                raise NotExact(f"channel {channel}: a weight above int8")


def _membrane_unit(node: dict, current: np.ndarray) -> float:
    """A unit in which current and threshold are integers and each timestep's leak is exact."""
    fraction = 2.0 ** (_leak_bits(node) * (len(current) - 1))
    rest = node.get("v_reset", 0.0)
    units = [granularity(current) / fraction, granularity(np.array(node["threshold"] - rest))]
    if 0 in units:
        raise NotExact(f"{node['name']}: a channel without current")
    return min(units)


def _replay(
    node: dict, unit: float, current: np.ndarray, recorded: tuple[np.ndarray, np.ndarray]
) -> int:
    """The neuron's rule in integers must give what was recorded; any remainder is NotExact.

    `current` is [T,...] in membrane units; the membrane's origin is the resting value. Returns how
    often a charged membrane equals its threshold.
    """
    rest, ties = node.get("v_reset", 0.0), 0
    threshold = _integers((node["threshold"] - rest) / unit)
    membrane = np.zeros(current.shape[1:], np.int64)
    for j, spikes, membranes in zip(_integers(current), *recorded, strict=True):
        charged = _leaked(node, membrane) + j
        fired = charged >= threshold
        hard = np.where(fired, 0, charged)
        membrane = hard if node["reset"] == "hard" else charged - fired * threshold
        same = np.array_equal(fired, spikes) and np.array_equal(membrane * unit + rest, membranes)
        if not same or np.abs(charged).max() > LARGEST_MEMBRANE:
            raise NotExact(f"{node['name']}: integers differ from the recording or do not fit")
        ties += np.count_nonzero(charged == threshold)
    return ties


def _leaked(node: dict, membrane: np.ndarray) -> np.ndarray:
    bits = _leak_bits(node)
    if np.any(membrane % (1 << bits)):
        raise NotExact(f"{node['name']}: a leak would round")
    return membrane - (membrane >> bits) if bits else membrane


def _integers(values: np.ndarray | float) -> np.ndarray:
    integers = np.asarray(values).astype(np.int64)
    if not np.array_equal(integers, values):
        raise NotExact("a value between two integers")
    return integers
