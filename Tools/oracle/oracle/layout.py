"""Bytes of the model image, FORMAT.md 1.0: records as struct formats, section kinds, faults."""

import struct

MAGIC = bytes([0x89]) + b"ATSNN\r\n"
HEADER = struct.Struct("<8sHHIIIIII24sI")
ENTRY = struct.Struct("<IIIIII8s")
MODEL_RECORD = struct.Struct("<BBHHHHHBBHBBBBB3sQ32s")
TIMESTEP_RECORD = struct.Struct("<IIII")
NODE_RECORD = struct.Struct("<BBBBH2sHHH2sIIII6B2sI20s")
CONNECTION_RECORD = struct.Struct("<BB6BII16s")
CHECKED_HEADER = HEADER.size - 4

MODEL, INPUT, TIMESTEPS, NODES, CONNECTIONS, CHANNELS, WEIGHTS, NOTE = range(1, 9)
FLAG_EVENTS, FLAG_WEIGHTS_16, FLAG_MEMBRANE_32, FLAG_SUM_POOLING, FLAG_BRANCHES = 1, 2, 4, 8, 16
FLAG_BUDGET = 32
KNOWN_FLAGS = 63
TENSOR_LIMIT = 2**26
WEIGHT_TYPES = {8: "<i1", 16: "<i2", 32: "<i4"}

FAULTS = (
    "truncated magic formatVersion arithmeticVersion featureFlags headerChecksum sectionChecksum "
    "sectionPlace sectionSet layoutCode value shape order bound address"
).split()

CANONICAL, BLOCKS = 0, 1
"""Layout codes of WEIGHTS."""
BLOCK = 64
"""Output channels of a block."""


class ImageError(ValueError):
    """An image is refused; fault is a name of FORMAT.md, why one line for people."""

    def __init__(self, fault, why):
        """fault: one of FAULTS; why: for people."""
        assert fault in FAULTS, fault
        super().__init__(f"{fault}: {why}")
        self.fault, self.why = fault, why


def require(condition, fault, why):
    """Raise ImageError(fault, why) unless the condition holds."""
    if not condition:
        raise ImageError(fault, why)


def layout_fits(code, weights, bits):
    """Whether weights (..., O) of so many bits may have a layout."""
    return code == CANONICAL or (code == BLOCKS and bits == 8 and weights.shape[-1] % BLOCK == 0)


def align(offset):
    """The first multiple of 64 at or after an offset."""
    return (offset + 63) // 64 * 64


def needed_flags(model):
    """The feature flags that a model needs."""
    connections = [c for n in model.nodes for c in n.connections]
    flags = FLAG_EVENTS if model.input_kind == 2 else 0
    flags |= FLAG_WEIGHTS_16 if any(c.bits == 16 for c in connections) else 0
    flags |= FLAG_MEMBRANE_32 if any(n.membrane_width == 32 for n in model.nodes) else 0
    flags |= FLAG_SUM_POOLING if any(n.kind == 3 for n in model.nodes) else 0
    flags |= FLAG_BUDGET if model.budget else 0
    return flags | (FLAG_BRANCHES if any(len(n.connections) > 1 for n in model.nodes) else 0)
