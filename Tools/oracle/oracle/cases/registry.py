"""Registry of vector folders and what their makers share."""

import zlib
from dataclasses import dataclass

from ..build import LOG2_E, Net, state_bounds
from ..calibrate import calibrate
from ..draws import Draws
from ..folder import Input

CASES = {}


@dataclass
class Case:
    """A folder's recipe: make(draw) gives (model, inputs)."""

    make: object
    rules: list
    corner: str
    trace: bool | None


def case(rules, corner=None, trace=None, name=None):
    """Register the decorated maker, by name or by its own name with dashes.

    The corner is the maker's docstring unless given.
    """

    def register(make):
        key = name or make.__name__.replace("_", "-")
        assert key not in CASES, key
        text = corner or " ".join(make.__doc__.split()).rstrip(".")
        CASES[key] = Case(make, rules.split(), text, trace)
        return make

    return register


def seed_of(name):
    """A folder's seed: the CRC-32 of its name."""
    return zlib.crc32(name.encode())


def build_case(name):
    """(model, inputs, seed) of a registered folder, thresholds calibrated and bounds stated."""
    seed = seed_of(name)
    draw = Draws(seed)
    model, inputs = CASES[name].make(draw)
    calibrate(model, [i.data for i in inputs], draw)
    state_bounds(model)
    return model, inputs, seed


def pixels(draw, shape, count):
    """Random images (as Input) of shape (H, W, C): whole range, dark, bright, coarse in turn."""
    kinds = ((0, 255), (0, 90), (150, 255), (0, 3))
    inputs = []
    for i in range(count):
        low, high = kinds[i % len(kinds)]
        values = draw.integers(low, high, shape) * (85 if high == 3 else 1)
        inputs.append(Input(bytes(values.reshape(-1).tolist())))
    return inputs


def given(*images):
    """Inputs from lists of pixel values."""
    return [Input(bytes(list(image))) for image in images]


def factors(model, shift=0, factor=LOG2_E):
    """Set the exit factor of every timestep."""
    for record in model.timesteps:
        record.factor, record.factor_shift = factor, shift


__all__ = ["CASES", "Case", "Input", "Net", "build_case", "case", "factors", "given", "pixels"]
