"""The worst case of a timestep (C5) and the budget (X9), in Python integers."""

import numpy as np

from .connection import fan_out
from .model import IMAGE, SPIKING

LIMIT = 2**63 - 1


def counted(model, node):
    """The connections of a node that C1 counts: not those from tensor 0 of an image."""
    return [c for c in node.connections if c.source or model.input_kind != IMAGE]


def neuron_updates(node):
    """C3: neuron updates of a node at a timestep."""
    return int(np.prod(node.shape)) if node.kind == SPIKING else 0


def worst_case(model, node):
    """C5: operations of a node at a timestep when every element of its sources is non-zero."""
    reached = (int(fan_out(c, model.tensor_shape(c.source)).sum()) for c in counted(model, node))
    return sum(reached) + neuron_updates(node)


def timestep_worst_case(model):
    """C5: W, the worst case of a timestep."""
    return sum(worst_case(model, node) for node in model.nodes)


def exceeded(model, operations):
    """X9: whether another timestep could pass the budget; operations: D_t so far."""
    return model.budget > 0 and operations + timestep_worst_case(model) > model.budget
