"""The machine's limit for a network: what the micro-benchmark needs for its layers.

For every layer and executed timestep the better of gather and dense, each measured on a layer of
that shape with as many events, plus its neurons and event lists. The first layer's products with
the pixels are dense and done once an image; event frames are as any layer's source. The dense time
counts taps within the image only. No layer takes less than reading its weights does, in order, when
the whole network's are read over and over: those that any event reaches, once a pass.
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
    def weight_bytes(self) -> int:
        """Bytes of all weights, 8 bits each."""
        return sum(s["rows"] * s["channels"] for s in self.shapes)

    @property
    def timesteps(self) -> int:
        """Timesteps that were observed."""
        return len(self.operations[0])


def spiking(work: Work, limits: list[Limit], executed: list[float]) -> float:
    """Milliseconds an image; `executed` is the share of images that runs timestep 1, 2, ...

    Where all images run all timesteps they may run together: a pass over the weights an image.
    Else it is a pass a timestep.
    """
    total = 0.0
    for place, shape in enumerate(work.shapes):
        steps = limits[place * work.timesteps : (place + 1) * work.timesteps]
        total += sum(share * limit.neurons for share, limit in zip(executed, steps))
        if place == 0 and not work.events:
            total += max(_valid(shape, steps[0]), steps[0].weights)
            continue
        operations = work.operations[place]
        if min(executed) == 1.0:
            total += _pass(shape, steps, operations)
        else:
            passes = [_pass(shape, [x], [n]) for x, n in zip(steps, operations)]
            total += sum(share * each for share, each in zip(executed, passes))
    return total / 1e3


def _pass(shape: dict, steps: list[Limit], operations: list[float]) -> float:
    """Microseconds of some timesteps of a layer in one pass over its weights."""
    gather = sum(min(limit.gather, _valid(shape, limit)) for limit in steps)
    return max(gather, reached(shape, operations) * steps[0].weights)


def reached(shape: dict, operations: list[float]) -> float:
    """Share of the rows of weights that any event asks for, events being independent."""
    missed = 1.0
    for step in operations:
        density = step / (shape["rows"] * shape["channels"] * shape["pixels"])
        missed *= (1.0 - min(density, 1.0)) ** shape["pixels"]
    return 1.0 - missed


def cnn(work: Work, limits: list[Limit]) -> float:
    """Milliseconds of all convolutions once, dense."""
    firsts = limits[:: work.timesteps]
    return sum(max(_valid(s, x), x.weights) for s, x in zip(work.shapes, firsts)) / 1e3


def executed(shares: list[float]) -> list[float]:
    """Share of the images that run timestep 1, 2, ... where `shares` leave at them."""
    return [sum(shares[index:]) for index in range(len(shares))]


def _valid(shape: dict, limit: Limit) -> float:
    padded = shape["rows"] * shape["channels"] * shape["pixels"]
    return limit.dense * shape["valid_macs"] / padded
