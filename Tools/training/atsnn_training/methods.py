"""Training methods by name, and the three switches of the paper's method apart.

A configuration's `"method"` is a name, or {"name": ..., and any of the keys below}. Without one, a
run trains its graph as it is with every phase's own `loss_weights`.

- `neuron`, the output layer's: "none", "leaky" or "integrator" (non-leaky).
- `loss`: "static" (cross-entropy of the last timestep's read-out alone, which for the running mean
  is the mean of all logits), "uniform" or "time-dependent" (a weighted mean over the timesteps'
  read-outs), or "tet" (the uniform mean over each timestep's own logits, and how far they lie
  from 1).
- `representation`: "last", "mean" or "weighted". It is the read-out of the finished network and of
  its exits; training reads out as `TRAINED` says, so that two methods that differ in it alone have
  the same network. Timestep 1 is the same in all of them.
"""

from dataclasses import dataclass

from atsnn_networks.errors import UserError

NEURONS = {
    "none": {"type": "none"},
    "leaky": {"type": "leaky", "retain": 0.5},
    "integrator": {"type": "integrator"},
}
LOSSES = ("static", "uniform", "time-dependent", "tet")
REPRESENTATIONS = ("last", "mean", "weighted")
TRAINED = {"none": "mean", "leaky": "last", "integrator": "last"}
"""What the loss reads by output-layer neuron: the mean of logits, or what the neuron has summed."""
DECAY = 0.8
"""Time-dependent loss weights are 1, DECAY, DECAY^2, ...: the earlier, the more important."""


@dataclass(frozen=True)
class Method:
    """One choice of each switch, and the exit's score."""

    neuron: str
    loss: str
    representation: str
    score: str

    def loss_weights(self, timesteps: int) -> list[float]:
        """The loss's weight of every timestep; one for "tet", whose terms are weighed alike."""
        if self.loss == "static":
            return [0.0] * (timesteps - 1) + [1.0]
        base = DECAY if self.loss == "time-dependent" else 1.0
        return [base**t for t in range(timesteps)]

    def output(self, node: str, timesteps: int) -> dict:
        """The `output` of a finished network's graph, CHECKPOINT.md."""
        read = {"type": self.representation}
        if self.representation == "weighted":
            read["weights"] = [float(t + 1) for t in range(timesteps)]
        return {"node": node, "neuron": NEURONS[self.neuron], "representation": read}

    def trained_output(self, node: str) -> dict:
        """The `output` that training reads."""
        read = {"type": TRAINED[self.neuron]}
        return {"node": node, "neuron": NEURONS[self.neuron], "representation": read}


METHODS = {
    "static": Method("none", "static", "mean", "entropy"),
    "dt-snn": Method("none", "uniform", "mean", "entropy"),
    "tet": Method("none", "tet", "mean", "entropy"),
    "atsnn": Method("integrator", "time-dependent", "weighted", "entropy"),
}


def of(config: dict) -> Method | None:
    """The method of a run's configuration, None without one; UserError for what is not known."""
    if "method" not in config:
        return None
    given = config["method"]
    keys = {"name": given} if isinstance(given, str) else dict(given)
    name = keys.pop("name", None)
    if name not in METHODS:
        raise UserError(f"method {name!r}: known are {', '.join(METHODS)}")
    chosen = vars(METHODS[name]) | keys
    known = {"neuron": NEURONS, "loss": LOSSES, "representation": REPRESENTATIONS}
    unknown = keys.keys() - known.keys()
    wrong = [key for key in known if chosen[key] not in known[key]]
    if unknown or wrong:
        key = min(unknown or wrong)
        allowed = ", ".join(known if unknown else known[key])
        raise UserError(f"method {name!r}: {key} {chosen.get(key)!r}; known are {allowed}")
    return Method(**chosen)
