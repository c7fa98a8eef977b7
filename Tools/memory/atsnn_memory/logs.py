"""The session bytes that boards printed while they replayed golden vectors, and inspect's."""

import re

from .parts import state_parts
from .report import STATE, session_bytes

VECTOR = re.compile(r"^vector (\S+)/\S+\nmemory (\d+)$", re.MULTILINE)


def sessions(log):
    """{folder: bytes} of a replay's log."""
    return {folder: int(size) for folder, size in VECTOR.findall(log)}


def image_differences(image, inspect):
    """A sentence for each part where inspect and the image's own arithmetic differ."""
    parts = state_parts(image)
    said = {"weights": inspect["weight_bytes"], **{name: inspect["ram"][name] for name in STATE}}
    for name, size in parts.items():
        if size != said[name]:
            yield f"{name}: the image gives {size}, inspect says {said[name]}"


def board_differences(log, address_bits, inspections):
    """A sentence for each folder whose session the board counts otherwise; one for none at all."""
    found = sessions(log)
    if not found:
        yield "the log has no vectors"
    for folder, size in found.items():
        promised = session_bytes(inspections[folder], address_bits)
        if size != promised:
            yield f"{folder}: the board needs {size}, inspect says {promised}"
