"""Bytes of a model image's weights and of a session's state, from the image alone.

Written from ARITHMETIC.md and the runtime's promise (each part of each node is a multiple of 64
bytes), not from the runtime's code, so that it may judge what `atsnn inspect` says.
"""

from oracle.layout import align
from oracle.model import IMAGE, READOUT, SPIKING
from oracle.proof import channel_bounds
from oracle.reader import read

READOUT_BYTES_PER_CLASS = 12  # logit, potential and answer


def state_parts(image):
    """{"weights", "membranes", "spikes", "cached_current", "scratch"} of an image's bytes."""
    model = read(image)
    nodes = model.nodes
    sums = [node for node in nodes if node.kind in (SPIKING, READOUT)]
    return {
        "weights": sum(c.weights.size * c.bits // 8 for n in nodes for c in n.connections),
        "membranes": sum(align(membrane_bytes(node)) for node in nodes),
        "spikes": sum(align(output_bytes(node)) for node in nodes),
        "cached_current": sum(align(current_bytes(model, node)) for node in sums),
        "scratch": align(4 * max(node.channels for node in sums)),
    }


def elements(node):
    """Elements of a node's output."""
    return node.height * node.width * node.channels


def membrane_bytes(node):
    """Potentials of a spiking node; the read-out's registers."""
    if node.kind == READOUT:
        return READOUT_BYTES_PER_CLASS * node.channels
    return elements(node) * node.membrane_width // 8


def output_bytes(node):
    """Bits in words of 32 a pixel, or counts of one or two bytes; nothing for the read-out."""
    if node.kind == READOUT:
        return 0
    if node.maximum_count <= 1:
        return 4 * node.height * node.width * ((node.channels + 31) // 32)
    return elements(node) * (1 if node.maximum_count <= 255 else 2)


def current_bytes(model, node):
    """What an input image adds at each timestep (rule I2), computed once an image."""
    from_pixels = [c.source == 0 and model.input_kind == IMAGE for c in node.connections]
    if not any(from_pixels):
        return 0
    is_only_source = all(from_pixels) and node.kind == SPIKING
    return elements(node) * (2 if is_only_source and currents_fit_16(model, node) else 4)


def currents_fit_16(model, node):
    """Whether each channel's bound, shifted to membrane units (rule M1), fits 16 bits."""
    for bound, shift in zip(channel_bounds(model, node).tolist(), node.shift.tolist()):
        shifted = (bound + (1 << shift >> 1)) >> shift if shift > 0 else bound << -shift
        if shifted > 2**15 - 1:
            return False
    return True
