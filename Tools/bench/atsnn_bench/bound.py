"""The machine's limit for a network: what the micro-benchmark needs for its layers.

For every layer and executed timestep the better of gather and dense, each measured on a layer of
that shape with as many events, plus its neurons and event lists. The first layer's products with
the pixels are dense and done once an image; event frames are as any layer's source. The dense time
counts taps within the image only.
"""

from dataclasses import dataclass

from .micro import Layer, Limit


@dataclass(frozen=True)
class Work:
    """What `observe` found of a network: shapes of its convolutions, events a timestep."""

    shapes: list[dict]
    operations: list[list[float]]
    events: bool = False
    """Whether the first layer, too, is driven by events at every timestep."""

    def layers(self) -> list[Layer]:
        """A layer a convolution and timestep, convolutions first."""
        return [
            Layer(s["rows"], s["channels"], s["pixels"], round(step / s["channels"]))
            for s, steps in zip(self.shapes, self.operations)
            for step in steps
        ]

    @property
    def timesteps(self) -> int:
        """Timesteps that were observed."""
        return len(self.operations[0])


def spiking(work: Work, limits: list[Limit], executed: list[float]) -> float:
    """Milliseconds an image; `executed` is the share of images that runs timestep 1, 2, ..."""
    total = 0.0
    for place, shape in enumerate(work.shapes):
        steps = limits[place * work.timesteps : (place + 1) * work.timesteps]
        dense = _valid(shape, steps[0])
        once = place == 0 and not work.events
        if once:
            total += dense
        for share, limit in zip(executed, steps):
            sums = 0.0 if once else min(limit.gather, _valid(shape, limit))
            total += share * (sums + limit.neurons)
    return total / 1e3


def cnn(work: Work, limits: list[Limit]) -> float:
    """Milliseconds of all convolutions once, dense."""
    firsts = limits[:: work.timesteps]
    return sum(_valid(s, limit) for s, limit in zip(work.shapes, firsts)) / 1e3


def executed(shares: list[float]) -> list[float]:
    """Share of the images that run timestep 1, 2, ... where `shares` leave at them."""
    return [sum(shares[index:]) for index in range(len(shares))]


def _valid(shape: dict, limit: Limit) -> float:
    padded = shape["rows"] * shape["channels"] * shape["pixels"]
    return limit.dense * shape["valid_macs"] / padded
