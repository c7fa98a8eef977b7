"""Reader of AEDAT 1.0 and 2.0 recordings of a DVS128: header lines, then big-endian events.

An event is an address and a time in microseconds: 2 and 4 bytes in version 1.0, 4 and 4 in 2.0. Of
the address bit 0 is the polarity, bits 1 to 7 are x, bits 8 to 14 are y, and bit 15 marks an event
of an external pin, which is left out. Source: iniVation's pages of the formats AEDAT 1.0 and 2.0.
"""

from pathlib import Path

import numpy as np
from atsnn_networks.errors import UserError

SIDE = 128
"""Pixels of the sensor each way."""

VERSION_LINE = b"#!AER-DAT"
EVENTS = {
    b"1.0": np.dtype([("address", ">u2"), ("time", ">i4")]),
    b"2.0": np.dtype([("address", ">u4"), ("time", ">i4")]),
}


def read(path: Path) -> np.ndarray:
    """The events (int64 [N,4]: x, y, polarity, microseconds) as addressed, in file order.

    Raises UserError for another version, a cut-off event, or bits that a DVS128 does not use.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UserError(f"{path}: cannot be read ({error.strerror})") from error
    version, start = _header(path, content)
    layout = EVENTS[version]
    body = content[start:]
    if len(body) % layout.itemsize:
        raise UserError(
            f"{path}: {len(body)} bytes of events, no multiple of {layout.itemsize} bytes an "
            f"event of AEDAT {version.decode()}; get the file again"
        )
    return _events(path, np.frombuffer(body, layout))


def _header(path: Path, content: bytes) -> tuple[bytes, int]:
    """The version, 1.0 where no line states it, and where the events begin."""
    start, version = 0, b"1.0"
    while content[start : start + 1] == b"#":
        end = content.find(b"\n", start)
        if end < 0:
            raise UserError(f"{path}: its header has no end; get the file again")
        line = content[start:end].rstrip(b"\r")
        if start == 0 and line.startswith(VERSION_LINE):
            version = line[len(VERSION_LINE) :]
        start = end + 1
    if version not in EVENTS:
        known = " and ".join(v.decode() for v in EVENTS)
        raise UserError(f"{path}: AEDAT {version.decode(errors='replace')}; {known} are read")
    return version, start


def _events(path: Path, raw: np.ndarray) -> np.ndarray:
    address = raw["address"].astype(np.int64)
    beyond = np.flatnonzero(address >> 16)
    if len(beyond):
        raise UserError(f"{path}: event {beyond[0]} has an address of another sensor than a DVS128")
    address, time = (values[address >> 15 == 0] for values in (address, raw["time"]))
    columns = [address >> 1 & 127, address >> 8 & 127, address & 1, time.astype(np.int64)]
    return np.stack(columns, axis=1)
