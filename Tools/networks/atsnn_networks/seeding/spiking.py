"""Makes one spiking layer: draws its weights, measures its norms, finds its gain."""

from dataclasses import dataclass

import numpy as np

from . import draw, sums
from .gain import bisect
from .neuron import Integers, Layer
from .plan import Branch
from .units import Leak

STEP = 2.0**-10
"""What one unit of a drawn weight is worth in the float network, before its norm."""

MARGIN = 2.0**-21
"""How far, relatively, units stay below those of which the threshold is a whole number."""


@dataclass
class Weighted:
    """A convolution or linear branch: weights (Kh,Kw,C,O) or (J,O), and its sums (N,T,h,w,O)."""

    branch: Branch
    weights: np.ndarray
    sums: np.ndarray


@dataclass
class Made:
    """A finished layer: its weighted branches, integers, gain, rate, spikes (N,T,h,w,O)."""

    weighted: list[Weighted]
    identities: list[str]
    layer: Layer
    integers: Integers
    gain: float
    means: list[np.ndarray]
    variance: np.ndarray
    spikes: np.ndarray

    @property
    def rate(self) -> float:
        """Spikes per neuron and timestep."""
        return float(self.spikes.mean())


def weighted_branch(
    branch: Branch, generator: np.random.Generator, shape: tuple[int, ...], spread: float
) -> Weighted:
    """A branch with drawn weights of the checkpoint's tensor `shape` [O,I,Kh,Kw], without sums."""
    drawn = draw.weights(generator, (*shape[2:], shape[1], shape[0]), spread)
    return Weighted(branch, drawn, np.zeros(0))


def add_sums(weighted: Weighted, values: np.ndarray) -> None:
    """Computes the branch's sums from its source's values (N,T,H,W,C)."""
    node = weighted.branch.weights
    weighted.sums = sums.convolution(values, weighted.weights, node["stride"], node["padding"])


def bounds(weighted: list[Weighted], extremes: list[np.ndarray]) -> np.ndarray:
    """Rule O1 without bias: (O,) from the greatest size of every source channel (C,)."""
    return sum(np.einsum("yxio,i->o", np.abs(w.weights), e) for w, e in zip(weighted, extremes))


class Search:
    """The layer as a function of its gain."""

    def __init__(self, node: dict, weighted: list[Weighted], bound: np.ndarray, eps: float):
        """`node` is the neuron's; the norms of all branches get the variance of their sum."""
        self.weighted = weighted
        self.total = sum((w.sums for w in weighted[1:]), start=weighted[0].sums)
        axes = (0, 1, 2, 3)
        self.means = [np.float32(w.sums.mean(axis=axes) * STEP) for w in weighted]
        self.variance = np.float32(self.total.var(axis=axes) * STEP**2)
        self.eps = eps
        self.layer = Layer(Leak.of(node), node["reset"] == "soft", node["threshold"], bound)

    def integers(self, gain: float, identities: list[float]) -> Integers:
        """The integers at a gain; `identities` are the shortcuts' real weights."""
        charge = self.layer.leak.charge
        factor = charge * gain / np.sqrt(self.variance.astype(np.float64) + self.eps)
        bias = -factor * sum(mean.astype(np.float64) for mean in self.means)
        return self.layer.integers(STEP * factor, bias, [charge * w for w in identities])

    def find(
        self, rate: float, timesteps: int, names: list[str], sources: list[np.ndarray]
    ) -> Made:
        """The layer at the gain of which the spike rate is nearest to `rate`."""
        ones = [1.0] * len(sources)

        def spikes(gain: float) -> np.ndarray:
            integers = self.integers(gain, ones)
            currents = integers.currents(self.total, sources)
            return self.layer.spikes(currents, integers.threshold, timesteps)

        gain = bisect(lambda gain: float(spikes(gain).mean()), rate)
        self._settle(gain)
        found = self.integers(gain, ones), gain, self.means, self.variance
        return Made(self.weighted, names, self.layer, *found, spikes(gain))

    def _settle(self, gain: float) -> None:
        """Moves each variance, by less than 1 / 2000, to where the threshold is whole.

        The unit falls just below the whole one (MARGIN, above the error of a float32), and so the
        quantizer's rounding of units leaves no error that it would compensate.
        """
        unit = self.integers(gain, []).unit
        deviation = self.layer.leak.charge * gain * STEP / (unit * (1 - MARGIN))
        self.variance = np.float32(np.maximum(deviation**2 - self.eps, 0))
