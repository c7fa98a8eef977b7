"""Inference, timestep by timestep: node outputs, membranes, read-out, exit, counts."""

from dataclasses import dataclass

import numpy as np

from . import exits
from .budget import counted, neuron_updates
from .connection import fan_out, synaptic_operations, synaptic_sum
from .model import IMAGE, MAX_POOLING, READOUT, SPIKING
from .neuron import charge, fire
from .pooling import max_pool, sum_pool
from .readout import Readout, answer


@dataclass
class Step:
    """One executed timestep. outputs, membranes: one (H, W, C) array or None a node.

    operations: of the run so far, this timestep included (D_t of rule X9).
    """

    timestep: int
    outputs: list
    membranes: list
    logits: np.ndarray
    readout: np.ndarray
    score: tuple | None
    reason: str | None
    operations: int
    prediction: int
    synaptic_operations: list
    saturations: list

    @property
    def exits(self):
        """Whether the answer is given at this timestep."""
        return self.reason is not None


class Session:
    """A run of a checked model from reset; use run(), or step() for each timestep."""

    def __init__(self, model):
        """A session at rest."""
        self.model = model
        self.timestep = 0
        self.operations = 0
        self.potentials = [np.zeros(n.shape, dtype=np.int64) for n in model.nodes]
        self.readout = Readout(model)

    def step(self, source):
        """Run the next timestep on the tensor 0 values (H, W, C), zero point already taken off."""
        record = self.model.timesteps[self.timestep]
        self.timestep += 1
        tensors, saturations = {0: source}, []
        for i, node in enumerate(self.model.nodes):
            tensors[i + 1], saturated = self._run_node(i, node, tensors)
            saturations.append(saturated)
        logits = tensors[len(self.model.nodes)]
        y = self.readout.step(logits, record.weight)
        pair = exits.score(self.model.exit_score, y, record.factor, record.factor_shift)
        synaptic = [operations(self.model, n, tensors) for n in self.model.nodes]
        self.operations += sum(synaptic) + sum(neuron_updates(n) for n in self.model.nodes)
        outputs = [tensors[i + 1] for i in range(len(self.model.nodes) - 1)]
        return Step(
            self.timestep,
            outputs,
            [self._membrane(i) for i in range(len(outputs))],
            logits,
            y,
            pair,
            exits.exit_reason(self.model, self.timestep, pair, self.operations),
            self.operations,
            answer(y),
            synaptic,
            saturations,
        )

    def _run_node(self, i, node, tensors):
        """Output of node i and its saturations (C4); the read-out gives its logits (K,)."""
        if node.kind == SPIKING:
            charged, saturated = charge(self.potentials[i], synaptic_sum(node, tensors), node)
            spikes, self.potentials[i] = fire(charged, node)
            return spikes, int(saturated.sum())
        if node.kind == READOUT:
            return synaptic_sum(node, tensors).reshape(-1), 0
        pool = max_pool if node.kind == MAX_POOLING else sum_pool
        return pool(tensors[node.source], node.window), 0

    def _membrane(self, i):
        return self.potentials[i] if self.model.nodes[i].kind == SPIKING else None


def operations(model, node, tensors):
    """C1: synaptic operations of a node at a timestep; tensor 0 of an image is not counted."""
    return sum(synaptic_operations(c, tensors[c.source]) for c in counted(model, node))


def input_operations(model):
    """C2: multiply-accumulates on the pixels once an image, one number a node; 0 for events."""
    pixels = [
        sum(int(fan_out(c, model.input_shape).sum()) for c in n.connections if c.source == 0)
        for n in model.nodes
    ]
    return pixels if model.input_kind == IMAGE else [0] * len(pixels)


def tensor_zero(model, data):
    """I1 and I3: per timestep values (T, H, W, C) from input bytes (pixels, or T frames)."""
    data = np.frombuffer(data, dtype=np.uint8).astype(np.int64)
    if model.input_kind == IMAGE:
        pixels = data.reshape(model.input_shape) - model.zero_points
        return np.broadcast_to(pixels, (len(model.timesteps), *model.input_shape))
    return data.reshape(len(model.timesteps), *model.input_shape)


def run(model, data):
    """Steps of a whole run on input bytes, from reset until it exits."""
    session, steps = Session(model), []
    for source in tensor_zero(model, data):
        steps.append(session.step(source))
        if steps[-1].exits:
            return steps
    raise AssertionError("the greatest timestep always answers (X7)")
