"""Reader of IDX files, the format in which MNIST and Fashion-MNIST are published."""

import gzip
import hashlib
import struct
from pathlib import Path

import numpy as np
from atsnn_networks.errors import UserError

UNSIGNED_BYTE = 0x08


def find(folder: Path, stem: str) -> Path:
    """The file `stem` or `stem.gz` in `folder`; UserError where neither is there."""
    for name in (stem, stem + ".gz"):
        if (folder / name).is_file():
            return folder / name
    raise UserError(
        f"{folder}: no {stem} or {stem}.gz; install Debian's dataset-fashion-mnist or download the "
        "four files from https://github.com/zalandoresearch/fashion-mnist and pass their folder"
    )


def read(path: Path) -> np.ndarray:
    """The uint8 array of an IDX file, gzipped or not.

    Raises UserError for another element type, or where the size differs from what the header says.
    """
    content = _content(path)
    if len(content) < 4 or content[:2] != b"\0\0" or content[2] != UNSIGNED_BYTE:
        raise UserError(f"{path}: not an IDX file of unsigned bytes")
    rank = content[3]
    start = 4 + 4 * rank
    if len(content) < start:
        raise UserError(f"{path}: the IDX header is cut off after {len(content)} bytes")
    shape = struct.unpack(f">{rank}I", content[4:start])
    wanted = start + int(np.prod(shape, dtype=np.int64))
    if len(content) != wanted:
        raise UserError(f"{path}: {len(content)} bytes where shape {shape} needs {wanted}")
    return np.frombuffer(content, np.uint8, offset=start).reshape(shape)


def sha256(*paths: Path) -> str:
    """The SHA-256 of the files, one after another as they lie on disk, in hexadecimal."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _content(path: Path) -> bytes:
    raw = path.read_bytes()
    if raw[:2] != b"\x1f\x8b":
        return raw
    try:
        return gzip.decompress(raw)
    except (OSError, EOFError) as error:
        raise UserError(f"{path}: damaged gzip file ({error})") from error
