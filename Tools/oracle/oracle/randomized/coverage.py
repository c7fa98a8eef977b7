"""Which features a set of networks exercised: a table of counts."""

from collections import Counter

from ..session import run

KINDS = {1: "spiking", 2: "max pooling", 3: "sum pooling"}
LINKS = {1: "convolution", 2: "fully connected", 3: "identity"}
LEAKS = ("none", "retain 2^-k", "retain 1-2^-k", "multiplier")
OUTPUTS = ("no output neuron", "integrator", "leaky")
REPRESENTATIONS = ("", "last", "sum", "weighted")
SCORES = ("never", "confidence", "entropy", "margin")


class Coverage:
    """Counts of networks (or of runs) a feature; add() each network, then print table()."""

    def __init__(self):
        """Nothing counted yet."""
        self.counts = Counter()
        self.spikes = self.neurons = 0

    def add(self, model, inputs):
        """Count a network's features and those of its runs on the inputs."""
        features = set(network_features(model))
        for node in model.nodes[:-1]:
            features |= set(node_features(node))
        self.counts.update(features)
        for item in inputs:
            self._add_run(model, run(model, item.data))

    def _add_run(self, model, steps):
        last = steps[-1].timestep
        where = "1" if last == 1 else "between" if last < model.maximum_timestep else "maximum"
        self.counts[f"exit at timestep: {where}"] += 1
        self.counts[f"exit reason: {steps[-1].reason}"] += 1
        self.counts["runs"] += 1
        self.counts["runs with saturations"] += any(any(s.saturations) for s in steps)
        for step in steps:
            for output, membrane in zip(step.outputs, step.membranes):
                if membrane is not None:
                    self.spikes += int(output.sum())
                    self.neurons += output.size

    def table(self):
        """The table as text, features in alphabetical order, and the mean spike rate."""
        rows = [f"{name:36} {count:6}" for name, count in sorted(self.counts.items())]
        rate = 100 * self.spikes // max(self.neurons, 1)
        return "\n".join(rows + [f"{'mean spike rate, percent':36} {rate:6}"])


def network_features(model):
    """Features of a network as a whole."""
    yield "networks"
    yield "input: events" if model.zero_points is None else "input: image"
    output = f"{OUTPUTS[model.output_neuron]}, {REPRESENTATIONS[model.representation]}"
    yield f"read-out: {output}"
    yield f"exit score: {SCORES[model.exit_score]}"
    yield "exit: with a budget" if model.budget else "exit: without a budget"
    readers = [c.source for n in model.nodes for c in n.connections]
    if len(set(readers)) < len(readers):
        yield "graph: tensor with several readers"
    if len({c for n in model.nodes for c in [len(n.connections)] if c > 1}):
        yield "graph: node with several connections"
    if 0 in {c.source for c in model.nodes[-1].connections}:
        yield "graph: read-out reads the input"


def node_features(node):
    """Features of one node."""
    yield f"node: {KINDS[node.kind]}"
    if node.maximum_count > 1:
        yield f"counts: {'two bytes' if node.maximum_count > 255 else 'one byte'}"
    if node.kind != 1:
        return
    yield f"leak: {LEAKS[node.leak_form]}, {node.membrane_width} bits"
    yield f"reset: {('hard', 'soft')[node.reset_form]}"
    for name, found in (("right", node.shift > 0), ("zero", node.shift == 0),
                        ("left", node.shift < 0)):  # fmt: skip
        if found.any():
            yield f"shift: {name}"
    for c in node.connections:
        yield f"connection: {LINKS[c.kind]}, {c.bits} bits"
