"""Random integers from PCG64's raw stream, which NumPy keeps stable across versions."""

import numpy as np


class Draws:
    """A seeded source of integers; equal seeds give equal integers everywhere."""

    def __init__(self, seed):
        """seed: 0...2^128 - 1."""
        self.seed = seed
        self._raw = np.random.PCG64(seed).random_raw

    def integers(self, low, high, shape=None):
        """Integers in low...high (both included): an int, or an int64 array of `shape`."""
        span = np.uint64(high - low + 1)
        if shape is None:
            return low + int(np.uint64(self._raw()) % span)
        raw = np.asarray(self._raw(int(np.prod(shape))), dtype=np.uint64)
        return (raw % span).astype(np.int64).reshape(shape) + low

    def choose(self, options):
        """One of a sequence's elements."""
        return options[self.integers(0, len(options) - 1)]

    def chance(self, percent):
        """True in `percent` of 100 cases."""
        return self.integers(0, 99) < percent

    def shuffled(self, options):
        """The elements in random order, a list."""
        order = self.integers(0, 2**40, (len(options),)).argsort(kind="stable")
        return [options[i] for i in order]
