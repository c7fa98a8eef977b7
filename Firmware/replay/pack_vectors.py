"""Packs golden vectors into one file that a board holds in flash.

    pack_vectors.py VECTORS_FOLDER OUT

A table, then what it points to, in little-endian words; offsets are from the file's first byte, and
images stand at multiples of 64:

    u32 number of vectors, then for each: u32 name, image, image bytes, input, input bytes

A name is `folder/vector`, ended by zero. A vector whose input belongs to a data set is left out and
counted. No vector at all is a failure. OUT is written only if its bytes change.
"""

import json
import pathlib
import struct
import sys

ALIGNMENT = 64
RECORD = struct.Struct("<5I")


class Blob:
    """Bytes after the table, each content once."""

    def __init__(self, start: int):
        """Start at that offset in the file."""
        self.start = start
        self.bytes = bytearray()
        self.places = {}

    def add(self, content: bytes) -> int:
        """The offset in the file at which the content stands."""
        if content not in self.places:
            self.bytes += bytes(-(self.start + len(self.bytes)) % ALIGNMENT)
            self.places[content] = self.start + len(self.bytes)
            self.bytes += content
        return self.places[content]


def vectors(root: pathlib.Path):
    """(name, image path, input path or None) of each vector."""
    for file in sorted(root.glob("*/vectors.json")):
        folder = json.loads(file.read_text(encoding="utf-8"))
        for vector in folder["vectors"]:
            name = f"{folder['name']}/{vector['name']}"
            source = vector["input"].get("file") if "data_set" not in vector["input"] else None
            yield name, file.parent / folder["image"], source and file.parent / source


def pack(found) -> bytes:
    """The file's bytes."""
    blob = Blob(4 + RECORD.size * len(found))
    table = struct.pack("<I", len(found))
    for name, image_path, input_path in found:
        image, data = image_path.read_bytes(), input_path.read_bytes()
        places = blob.add(name.encode() + b"\0"), blob.add(image), blob.add(data)
        table += RECORD.pack(places[0], places[1], len(image), places[2], len(data))
    return table + bytes(blob.bytes)


def main() -> int:
    """Pack; 0 done, 2 wrong use or nothing to pack."""
    if len(sys.argv) != 3:
        print("use: pack_vectors.py VECTORS_FOLDER OUT", file=sys.stderr)
        return 2
    everything = list(vectors(pathlib.Path(sys.argv[1])))
    found = [vector for vector in everything if vector[2]]
    if not found:
        print(f"{sys.argv[1]}: no golden vectors", file=sys.stderr)
        return 2
    if len(found) < len(everything):
        print(f"{len(everything) - len(found)} vectors of data sets are not packed")
    out = pathlib.Path(sys.argv[2])
    packed = pack(found)
    if not out.exists() or out.read_bytes() != packed:
        out.write_bytes(packed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
