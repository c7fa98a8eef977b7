"""First half of the reader: header, section table, places and checksums of sections."""

import zlib
from dataclasses import dataclass

from . import ARITHMETIC_VERSION, FORMAT_VERSION
from . import layout as at
from .layout import require

INDEXED = (at.CHANNELS, at.WEIGHTS)


@dataclass
class Section:
    """A table entry with its bytes."""

    kind: int
    index: int
    layout_code: int
    offset: int
    length: int
    crc: int
    reserved: bytes
    data: bytes = b""


@dataclass
class Container:
    """Header fields that later checks need, and the sections in table order."""

    flags: int
    node_count: int
    connection_count: int
    sections: list

    def all(self, kind):
        """The sections of a kind, in table order."""
        return [s for s in self.sections if s.kind == kind]


def open_container(image):
    """Check an image's bytes up to the section checksums; ImageError with FORMAT.md's fault."""
    require(len(image) >= 64, "truncated", f"{len(image)} bytes")
    (magic, major, minor, arithmetic, flags, length, section_count, nodes, connections, reserved,
     crc) = at.HEADER.unpack_from(image)  # fmt: skip
    require(magic == at.MAGIC, "magic", "not a model image")
    require((major, minor) == FORMAT_VERSION, "formatVersion", f"{major}.{minor}")
    require(1 <= section_count <= 65535, "value", f"{section_count} sections")
    require(1 <= nodes <= 4096, "value", f"{nodes} nodes")
    require(1 <= connections <= 16384, "value", f"{connections} connections")
    require(length == len(image), "truncated", f"header says {length} of {len(image)} bytes")
    table_end = 64 + 32 * section_count
    require(table_end <= length, "truncated", "the section table leaves the file")
    require(length % 64 == 0, "value", "length is no multiple of 64")
    computed = zlib.crc32(image[: at.CHECKED_HEADER] + image[64:table_end])
    require(computed == crc, "headerChecksum", f"{computed:08x}, header says {crc:08x}")
    require(not any(reserved), "value", "header: reserved bytes are not zero")
    require(arithmetic == ARITHMETIC_VERSION, "arithmeticVersion", f"{arithmetic}")
    require(flags & ~at.KNOWN_FLAGS == 0, "featureFlags", f"unknown flags {flags:#x}")
    table = [Section(*at.ENTRY.unpack_from(image, 64 + 32 * i)) for i in range(section_count)]
    check_entries(table)
    check_places(image, table, table_end)
    for i, s in enumerate(table):
        s.data = image[s.offset : s.offset + s.length]
        require(zlib.crc32(s.data) == s.crc, "sectionChecksum", f"section {i} (kind {s.kind})")
    return Container(flags, nodes, connections, table)


def check_entries(table):
    """Kinds and reserved words of every entry."""
    for i, s in enumerate(table):
        require(at.MODEL <= s.kind <= at.NOTE, "sectionSet", f"section {i}: kind {s.kind}")
        require(not any(s.reserved), "value", f"section {i}: reserved words are not zero")
        unindexed = s.kind in INDEXED or s.index == 0
        require(unindexed, "value", f"section {i}: index {s.index} of a section without one")
        without_code = s.kind == at.WEIGHTS or s.layout_code == 0
        require(without_code, "value", f"section {i}: layout code outside WEIGHTS")


def check_places(image, table, table_end):
    """Offsets, lengths, order and zero padding; the image ends right after the last section."""
    end = table_end
    for i, s in enumerate(table):
        require(s.length >= 1, "sectionPlace", f"section {i} is empty")
        require(s.offset == at.align(end), "sectionPlace", f"section {i} at {s.offset}")
        require(s.offset + s.length <= len(image), "sectionPlace", f"section {i} leaves the file")
        require(not any(image[end : s.offset]), "sectionPlace", f"bytes before section {i}")
        end = s.offset + s.length
    require(at.align(end) == len(image), "sectionPlace", "bytes after the last section")
    require(not any(image[end:]), "sectionPlace", "padding at the end is not zero")


def check_set(container):
    """The set of sections that does not need the contents."""
    sizes = {
        at.MODEL: 64,
        at.NODES: 64 * container.node_count,
        at.CONNECTIONS: 32 * container.connection_count,
    }
    for kind in (at.MODEL, at.TIMESTEPS, at.NODES, at.CONNECTIONS):
        found = container.all(kind)
        require(len(found) == 1, "sectionSet", f"{len(found)} sections of kind {kind}")
        right = found[0].length == sizes.get(kind, found[0].length)
        require(right, "sectionSet", f"section of kind {kind} has {found[0].length} bytes")
    for kind in (at.INPUT, at.NOTE):
        require(len(container.all(kind)) <= 1, "sectionSet", f"two sections of kind {kind}")
