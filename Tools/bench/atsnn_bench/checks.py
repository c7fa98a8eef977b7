"""Whether a contestant computes the network that was asked for."""

import numpy as np

from .contestants import PeerProcess, Program
from .peers import registry

EXACT = 1e-3
"""A float engine's greatest difference of a logit."""


def network(ours: Program, observed: dict) -> dict:
    """Spike rates and synaptic operations: the integer network's and the float one's."""
    found = ours.answers("--exit", "never", "--limit", "16", "--predictions")
    result = {
        "spike_rate": found["spike_rate"],
        "synaptic_operations": found["synaptic_operations_per_image"],
    }
    if "logits" in observed:
        wanted = np.argmax(observed["logits"], axis=1)
        result["same_class_as_float"] = float(np.mean(wanted == np.array(found["predictions"])))
        result["float_spike_rate"] = [float(np.mean(steps)) for steps in observed["rates"]]
        counted = observed["operations"][0 if observed["events"] else 1 :]
        result["float_synaptic_operations"] = sum(map(sum, counted))
    return result


def answers(peer: PeerProcess, observed: dict) -> dict:
    """Difference from the float reference's read-outs; `exact` for float engines only."""
    entry = registry.PEERS[peer.name]
    wanted = np.array(observed["cnn_logits" if entry.cnn else "logits"])
    found = np.array(peer.logits(len(wanted)))
    result = {"correlation": float(np.corrcoef(wanted.ravel(), found.ravel())[0, 1])}
    if entry.exact:
        result["greatest_difference"] = float(np.abs(wanted - found).max())
        result["exact"] = result["greatest_difference"] < EXACT
    return result
