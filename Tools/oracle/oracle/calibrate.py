"""Thresholds, shifts and exit thresholds that make a network's activity non-trivial."""

import numpy as np

from . import exits
from .arithmetic import shift_current
from .build import LOG2_E
from .connection import synaptic_sum
from .model import MAX_POOLING, SPIKING
from .neuron import charge, fire, threshold_limit
from .pooling import max_pool, sum_pool
from .proof import channel_bounds
from .session import Session, tensor_zero


def calibrate(model, inputs, draw):
    """Set open thresholds, resets and shifts of every spiking node from its currents on `inputs`.

    Runs node by node over all inputs and timesteps; the read-out is not run.
    """
    runs = [{0: tensor_zero(model, data)} for data in inputs]
    for i, node in enumerate(model.nodes[:-1]):
        if node.kind == SPIKING:
            currents = [node_currents(model, node, run) for run in runs]
            settle(model, node, np.stack(currents), draw)
            for run, current in zip(runs, currents):
                run[i + 1] = spike_train(node, current)
        else:
            pool = max_pool if node.kind == MAX_POOLING else sum_pool
            for run in runs:
                run[i + 1] = np.stack([pool(x, node.window) for x in run[node.source]])


def node_currents(model, node, run):
    """I of every timestep, (T, H, W, C)."""
    return np.stack(
        [synaptic_sum(node, {k: v[t] for k, v in run.items()}) for t in range(len(run[0]))]
    )


def spike_train(node, currents):
    """Spikes of every timestep from its currents (T, H, W, C)."""
    potential, spikes = np.zeros(node.shape, dtype=np.int64), []
    for current in currents:
        fired, potential = fire(charge(potential, current, node)[0], node)
        spikes.append(fired)
    return np.stack(spikes)


def settle(model, node, currents, draw):
    """Choose what is open of shift, threshold and reset from currents (N, T, H, W, C)."""
    if node.shift is None:
        node.shift = choose_shifts(model, node, currents, draw)
    if node.threshold is None:
        flat = shift_current(currents, node.shift).reshape(-1, node.channels)
        node.threshold = np.array([choose_threshold(j, node, draw) for j in flat.T])
    if node.reset is None:
        node.reset = node.threshold.copy() if node.reset_form else 0 * node.threshold


def choose_shifts(model, node, currents, draw):
    """Shifts that bring the 90th percentile of |I| near 2^9...2^11 (2^14...2^18 for W = 32)."""
    low, high = (9, 11) if node.membrane_width == 16 else (14, 18)
    bounds = channel_bounds(model, node)
    shifts = []
    for o, column in enumerate(np.abs(currents).reshape(-1, node.channels).T):
        shift = int(percentile(column, 90)).bit_length() - draw.integers(low, high)
        while shift < 0 and int(bounds[o]) << -shift > 2**30:
            shift += 1
        shifts.append(min(max(shift, -16), 24))
    return np.array(shifts)


def choose_threshold(j, node, draw):
    """A threshold near an upper percentile of the positive J of a channel."""
    positive = j[j > 0]
    value = percentile(positive, draw.integers(40, 95)) if len(positive) else draw.integers(1, 99)
    return min(max(int(value), 1), threshold_limit(node.membrane_width))


def percentile(values, percent):
    """The element at `percent` of the sorted values."""
    return np.sort(values)[(len(values) - 1) * percent // 100]


def tight_threshold(kind, pair):
    """The strictest threshold that a score (X8) still passes."""
    if kind == exits.MARGIN:
        return pair[0]
    if kind == exits.CONFIDENCE:
        return min(2**48 // pair[1], 2**24 + 1)
    return -(-(pair[0] + pair[1] * exits.log2(pair[1])) // pair[1])


def all_scores(model, data, kind):
    """Score pairs of every timestep with the model's factors, as if it never exited."""
    session, pairs = Session(model), []
    for source in tensor_zero(model, data):
        step = session.step(source)
        record = model.timesteps[session.timestep - 1]
        pairs.append(exits.score(kind, step.readout, record.factor, record.factor_shift))
    return pairs


def choose_factors(model, inputs):
    """Factor shifts that make the typical read-out difference a few binary exponents."""
    for record in model.timesteps:
        record.factor, record.factor_shift = LOG2_E, 0
    margins = [all_scores(model, data, exits.MARGIN) for data in inputs]
    for t, record in enumerate(model.timesteps):
        typical = sorted(m[t][0] for m in margins)[len(margins) // 2]
        record.factor_shift = max(typical.bit_length() - 1, 0)


def spread_exits(model, inputs):
    """Thresholds so that about equal shares of the inputs exit at each timestep of the policy.

    Each threshold is the strictest one that the last exiting input passes. Returns the exit
    timestep of every input (as score alone decides; t_min and t_max apply later).
    """
    kind, last = model.exit_score, len(model.timesteps)
    pairs = [all_scores(model, data, kind) for data in inputs]
    leaving = [last] * len(inputs)
    for t in range(1, last):
        left = [i for i in range(len(inputs)) if leaving[i] == last]
        tight = sorted((tight_threshold(kind, pairs[i][t - 1]) for i in left),
                       reverse=kind != exits.ENTROPY)  # fmt: skip
        share = len(left) // (last - t + 1)
        chosen = tight[max(share - 1, 0)] if tight else 0
        model.timesteps[t - 1].threshold = chosen
        for i in left:
            if exits.passes(kind, pairs[i][t - 1], chosen):
                leaving[i] = t
    model.timesteps[-1].threshold = model.timesteps[-2].threshold if last > 1 else 0
    return leaving
