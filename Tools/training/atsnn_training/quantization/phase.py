"""The option of a run: a phase with `"quantization": {"weights": "int8"}` trains integers.

Membranes are of 16 bits, or of 32 with `"membranes": "int32"` beside it.
"""

from atsnn_networks.errors import UserError

from ..network import Network
from .folding import fold
from .network import QuantizedNetwork

WEIGHTS = {"int8": 8, "int16": 16}
MEMBRANES = {"int16": 16, "int32": 32}


def check(phases: list[dict]) -> None:
    """UserError for a quantization that is not known, or that a later phase would undo."""
    before = None
    for phase in phases:
        place = f"phase {phase['name']!r}"
        widths = _widths(phase, place) if is_asked(phase) else None
        if before is not None and widths != before:
            raise UserError(f"{place}: follows a phase that trains other integers")
        if widths is not None and phase["precision"] != "float32":
            raise UserError(f'{place}: integers are exact in "precision": "float32" only')
        before = widths


def _widths(phase: dict, place: str) -> tuple[int, int]:
    """Bits of weights and of membranes."""
    asked = {"membranes": "int16"} | phase["quantization"]
    known = asked.keys() == {"weights", "membranes"}
    if not known or asked["weights"] not in WEIGHTS or asked["membranes"] not in MEMBRANES:
        raise UserError(
            f'{place}: "quantization" has "weights", "int8" or "int16", and may have "membranes", '
            '"int16" or "int32"'
        )
    return WEIGHTS[asked["weights"]], MEMBRANES[asked["membranes"]]


def is_asked(phase: dict) -> bool:
    """Whether `phase` trains integers."""
    return "quantization" in phase


def accuracies(config: dict, curve: list[dict]) -> dict:
    """What training integers did to the held-out accuracy per timestep, from the run's curve.

    `float` is the last epoch before, `before` the integers of its weights, `after` the last epoch.
    """
    names = [phase["name"] for phase in config["phases"] if is_asked(phase)]
    whole = [line for line in curve if line["phase"] in names]
    others = [line for line in curve if line["phase"] not in names]
    lines = {"float": others[-1:], "before": whole[:1], "after": whole[-1:]}
    return {
        "weights": next(p for p in config["phases"] if is_asked(p))["quantization"]["weights"],
        "held_out_accuracy": {
            key: found[0]["held_out_accuracy"] for key, found in lines.items() if found
        },
    }


def begin(network: Network | QuantizedNetwork, phase: dict) -> Network | QuantizedNetwork:
    """The network that `phase` trains: `network` itself, or its integers where it asks for them."""
    if not is_asked(phase) or isinstance(network, QuantizedNetwork):
        return network
    return QuantizedNetwork.of(fold(network), *_widths(phase, phase["name"]))
