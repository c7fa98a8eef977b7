"""The read-out, rules R1 to R4. Vectors over classes are (K,) int64."""

import numpy as np

from .arithmetic import INT32, leak, rshr, within

NONE, INTEGRATOR, LEAKY = 0, 1, 2
LAST, SUM, WEIGHTED = 1, 2, 3


class Readout:
    """State of the output neuron (u) and of the representation (y); zero before timestep 1."""

    def __init__(self, model):
        """A read-out at rest."""
        self.model = model
        self.u = np.zeros(model.classes, dtype=np.int64)
        self.y = np.zeros(model.classes, dtype=np.int64)

    def step(self, z, weight):
        """R2 and R3 for logits z (int32) and the timestep's weight (Q15); returns y, int32."""
        z = within(z, *INT32, "R1 logits")
        if self.model.output_neuron == INTEGRATOR:
            z = self.u + z
        elif self.model.output_neuron == LEAKY:
            z = leak(self.u, self.model.output_leak_form, self.model.output_leak_parameter) + z
        self.u = within(z, *INT32, "O3 output neuron")
        self.y = within(self._represent(weight), *INT32, "O3 read-out")
        return self.y

    def _represent(self, weight):
        if self.model.representation == LAST:
            return self.u
        if self.model.representation == SUM:
            return self.y + self.u
        return self.y + rshr(within(weight, 0, 32768, "R3 weight") * self.u, 15)


def answer(y):
    """R4: the class of the greatest read-out, the lowest of equal ones."""
    return int(np.argmax(y))
