"""Bad images with a fault in the header, the checksums or the places of sections."""

from .. import layout as at
from .edit import (
    NAMES,
    bad,
    entry,
    good_image,
    moved,
    number_of,
    patched,
    raw,
    with_entry,
    word,
)


def flip(offset, bit=0, reseal=False):
    """Maker of the good image with one bit turned over."""
    return lambda: raw(good_image(), offset, bytes([good_image()[offset] ^ (1 << bit)]), reseal)


def resized(image):
    """An image whose header states its length."""
    return raw(image, 20, word(len(image)))


bad("truncated-10", "truncated", "10 bytes", lambda: good_image()[:10])
bad("truncated-63", "truncated", "63 bytes", lambda: good_image()[:63])
bad("truncated-header", "truncated", "the header alone", lambda: good_image()[:64])
bad("truncated-table", "truncated", "cut inside the section table", lambda: good_image()[:128])
bad("truncated-half", "truncated", "cut in the middle",
    lambda: good_image()[: len(good_image()) // 2])  # fmt: skip
bad("truncated-last", "truncated", "the last byte is missing", lambda: good_image()[:-1])
bad("truncated-longer", "truncated", "64 bytes too many", lambda: good_image() + bytes(64))
bad("truncated-length", "truncated", "the header states 2^31 bytes", patched(20, word(2**31)))
bad("truncated-sections", "truncated", "a table of 65535 sections passes the end",
    patched(24, word(65535)))  # fmt: skip

bad("magic-first-byte", "magic", "first byte 09: the eighth bit was lost", patched(0, b"\x09"))
bad("magic-newline", "magic", "CR LF became LF",
    lambda: good_image()[:6] + good_image()[7:])  # fmt: skip
bad("magic-lower-case", "magic", "letters in lower case", patched(1, b"atsnn"))
bad("format-major-2", "formatVersion", "format 2.0", patched(8, b"\2"))
bad("format-major-0", "formatVersion", "format 0.0", patched(8, b"\0"))
bad("format-minor-1", "formatVersion", "format 1.1", patched(10, b"\1"))
bad("arithmetic-2", "arithmeticVersion", "arithmetic 2", patched(12, word(2)))
bad("arithmetic-0", "arithmeticVersion", "arithmetic 0", patched(12, word(0)))
bad("sections-0", "value", "no sections", patched(24, word(0)))
bad("sections-65536", "value", "65536 sections", patched(24, word(65536), reseal=False))
bad("nodes-0", "value", "no nodes", patched(28, word(0)))
bad("nodes-4097", "value", "4097 nodes", patched(28, word(4097)))
bad("connections-0", "value", "no connections", patched(32, word(0)))
bad("connections-16385", "value", "16385 connections", patched(32, word(16385)))
bad("length-odd", "value", "a length that is no multiple of 64",
    lambda: resized(good_image() + bytes(4)))  # fmt: skip
bad("header-reserved", "value", "a reserved byte of the header is 1", patched(36, b"\1"))
bad("header-reserved-last", "value", "the last reserved byte of the header is 128",
    patched(59, b"\x80"))  # fmt: skip

for bad_name, bad_offset in (
    ("arithmetic", 12),
    ("flags", 16),
    ("nodes", 28),
    ("crc", 60),
    ("table-kind", 64),
    ("table-offset", 76),
    ("table-crc", 84),
):
    bad(f"header-flip-{bad_name}", "headerChecksum", f"one bit turned over at byte {bad_offset}",
        flip(bad_offset, 3))  # fmt: skip


def flip_section(kind):
    """Maker of the good image with one bit of a section turned over."""
    return lambda: flip(entry(good_image(), number_of(kind))[3] + 3, 4)()


def flip_crc(number):
    """Maker of the good image with a section's stored CRC changed."""
    return lambda: with_entry(good_image(), number, crc=entry(good_image(), number)[5] ^ 1)


for each in (at.MODEL, at.TIMESTEPS, at.NODES, at.CONNECTIONS, at.CHANNELS, at.WEIGHTS, at.NOTE):
    bad(f"section-flip-{NAMES[each]}", "sectionChecksum", f"one bit turned over in {NAMES[each]}",
        flip_section(each))  # fmt: skip
bad("section-flip-input", "sectionChecksum", "one bit of a zero point turned over",
    lambda: flip(entry(good_image(), number_of(at.INPUT))[3] + 1)())  # fmt: skip
bad("section-crc", "sectionChecksum", "the stored CRC of the last section is wrong",
    flip_crc(12))  # fmt: skip


def swapped():
    """Two table entries in each other's place."""
    image = good_image()
    return raw(image, 64 + 32 * 5, image[256:288] + image[224:256])


def with_hole():
    """64 zero bytes before the last section, offsets and length right otherwise."""
    image, start = good_image(), entry(good_image(), 12)[3]
    image = image[:start] + bytes(64) + image[start:]
    return with_entry(resized(image), 12, offset=start + 64)


def padded_byte(place):
    """A one in the padding after the table, after a section, or at the end."""
    image = good_image()
    where = {"table": 64 + 32 * 13, "end": len(image) - 1}
    number = number_of(at.INPUT)
    inside = entry(image, number)[3] + entry(image, number)[4]
    return raw(image, where.get(place, inside), b"\1")


bad("place-swapped", "sectionPlace", "two table entries out of order", swapped)
bad("place-hole", "sectionPlace", "64 unused bytes between two sections", with_hole)
bad("place-overlap", "sectionPlace", "a section begins where the one before it begins",
    lambda: with_entry(good_image(), 2, offset=entry(good_image(), 1)[3]))  # fmt: skip
bad("place-unaligned", "sectionPlace", "an offset that is no multiple of 64",
    lambda: with_entry(good_image(), 3, offset=entry(good_image(), 3)[3] + 4))  # fmt: skip
bad("place-header", "sectionPlace", "the first section lies over the header", moved(0, offset=0))
bad("place-beyond", "sectionPlace", "an offset past the end", moved(12, offset=2**20))
bad("place-wraps", "sectionPlace", "offset plus length passes 2^32",
    moved(12, offset=2**32 - 64, length=128))  # fmt: skip
bad("place-length", "sectionPlace", "a length past the end", moved(12, length=2**31))
bad("place-length-wraps", "sectionPlace", "a length of 2^32 - 1", moved(12, length=2**32 - 1))
bad("place-empty", "sectionPlace", "a section of 0 bytes", moved(12, length=0))
bad("place-tail", "sectionPlace", "64 bytes after the last section",
    lambda: resized(good_image() + bytes(64)))  # fmt: skip
for each in ("table", "section", "end"):
    bad(f"place-padding-{each}", "sectionPlace", f"padding is not zero: {each}",
        lambda place=each: padded_byte(place))  # fmt: skip
