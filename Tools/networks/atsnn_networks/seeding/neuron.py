"""A spiking layer with its integers: currents in, spikes out, many images at once."""

from dataclasses import dataclass

import numpy as np
from oracle.arithmetic import leak

from . import units
from .units import Leak

INT16 = (-(2**15), 2**15 - 1)


@dataclass(frozen=True)
class Integers:
    """Per channel what rules S1 and M1 to M4 need, int64 (O,); `unit` is float64.

    `identities` are the weights of the layer's identity branches, one array a branch.
    """

    unit: np.ndarray
    bias: np.ndarray
    identities: list[np.ndarray]
    shift: np.ndarray
    threshold: np.ndarray

    def currents(self, sums: np.ndarray, sources: list[np.ndarray]) -> np.ndarray:
        """Rule M1: J (N,T,h,w,O) from the sums of the weighted branches and identity sources."""
        total = sums + self.bias
        for weight, source in zip(self.identities, sources, strict=True):
            total = total + weight * source.astype(np.int64)
        shift = np.maximum(self.shift, 1)
        right = (total >> shift) + ((total >> (shift - 1)) & 1)
        return np.where(self.shift > 0, right, total << np.maximum(-self.shift, 0))


@dataclass(frozen=True)
class Layer:
    """What does not change with the gain: leak, reset, real threshold, weights' bound (O,)."""

    leak: Leak
    soft: bool
    threshold: float
    bound: np.ndarray

    def integers(self, unit: np.ndarray, bias: np.ndarray, identities: list[float]) -> Integers:
        """Integers for a unit (O,), a bias (O,) and identity weights, in membrane units."""
        exponent = units.EXPONENT - (self.soft or self.leak.form == 0)
        unit = units.whole_thresholds(unit, self.threshold, exponent)
        whole = units.half_away(bias / unit)
        shortcuts = [units.half_away(weight / unit) for weight in identities]
        bounds = self.bound + np.abs(whole) + sum(np.abs(s) for s in shortcuts)
        shift = units.limited(units.shifts(unit, self.threshold, exponent), bounds)
        threshold = np.ceil(self.threshold / unit / np.exp2(shift) - 1e-6).astype(np.int64)
        return Integers(unit, whole, shortcuts, shift, threshold)

    def spikes(self, currents: np.ndarray, threshold: np.ndarray, timesteps: int) -> np.ndarray:
        """Rules M2 to M5: bool (N,T,h,w,O) from J; one J stands for every timestep."""
        potential = np.zeros_like(currents[:, 0])
        fired = np.empty((len(currents), timesteps, *potential.shape[1:]), dtype=bool)
        for t in range(timesteps):
            kept = leak(potential, self.leak.form, self.leak.parameter)
            charged = np.clip(kept + currents[:, min(t, currents.shape[1] - 1)], *INT16)
            fired[:, t] = charged >= threshold
            rest = charged - threshold if self.soft else 0
            potential = np.where(fired[:, t], rest, charged)
        return fired
