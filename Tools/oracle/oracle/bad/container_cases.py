"""Bad images whose fault lies in header, section table, places, checksums or the set of sections."""

import zlib

from .. import layout as at
from .edit import bad, entry, good_image, number_of, plain, raw, rich, seal, with_entry, word

NAMES = ("", "model", "input", "timesteps", "nodes", "connections", "channels", "weights", "note")


def flip(offset, bit=0, reseal=False):
    """Maker of the good image with one bit turned over."""
    return lambda: raw(good_image(), offset, bytes([good_image()[offset] ^ (1 << bit)]), reseal)


def patched(offset, data, reseal=True):
    """Maker of the good image with bytes written over, header CRC valid unless reseal is False."""
    return lambda: raw(good_image(), offset, data, reseal)


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

for bad_name, bad_offset in (("arithmetic", 12), ("flags", 16), ("nodes", 28), ("crc", 60),
                             ("table-kind", 64), ("table-offset", 76), ("table-crc", 84)):
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


def moved(number, **fields):
    """Maker of the good image with a table entry changed."""
    return lambda: with_entry(good_image(), number, **fields)


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

bad("set-kind-0", "sectionSet", "a section of kind 0", moved(12, kind=0))
bad("set-kind-9", "sectionSet", "a section of kind 9", moved(12, kind=9))
bad("table-reserved", "value", "a reserved word of the table is 1",
    moved(4, reserved=b"\1" + bytes(7)))  # fmt: skip
bad("table-index", "value", "MODEL with an index", moved(0, index=1))
bad("table-layout-elsewhere", "value", "CHANNELS with a layout code", moved(5, code=1))
bad("layout-1", "layoutCode", "layout code 1", moved(8, code=1))
bad("layout-all-ones", "layoutCode", "layout code 2^32 - 1", moved(10, code=2**32 - 1))


def without(kind, index=0):
    """Maker of the rich image without a section."""

    def make():
        parts = rich()
        parts.parts.remove(parts.part(kind, index))
        return parts.image()

    return make


def twice(kind, index=0):
    """Maker of the rich image with a section given twice, one after the other."""

    def make():
        parts = rich()
        place = parts.parts.index(parts.part(kind, index))
        parts.parts.insert(place, list(parts.parts[place]))
        return parts.image()

    return make


def sized(kind, change, index=0):
    """Maker of the rich image whose section is longer (zeros) or shorter by `change` bytes."""

    def make():
        parts = rich()
        data = parts.part(kind, index)[3]
        parts.part(kind, index)[3] = data + bytes(change) if change > 0 else data[:change]
        return parts.image()

    return make


def renumbered(kind, index, other):
    """Maker of the rich image with a section that claims another owner."""

    def make():
        parts = rich()
        parts.part(kind, index)[1] = other
        return parts.image()

    return make


for each in (at.MODEL, at.INPUT, at.TIMESTEPS, at.NODES, at.CONNECTIONS):
    bad(f"set-without-{NAMES[each]}", "sectionSet", f"no {NAMES[each]} section", without(each))
bad("set-without-channels", "sectionSet", "no CHANNELS of node 3", without(at.CHANNELS, 3))
bad("set-without-weights", "sectionSet", "no WEIGHTS of connection 2", without(at.WEIGHTS, 2))
for each in range(at.MODEL, at.NOTE + 1):
    bad(f"set-twice-{NAMES[each]}", "sectionSet", f"two {NAMES[each]} sections", twice(each))
for each, change in ((at.MODEL, 1), (at.INPUT, 1), (at.TIMESTEPS, -16), (at.NODES, 64),
                     (at.CONNECTIONS, -1), (at.CHANNELS, -1), (at.WEIGHTS, 1)):  # fmt: skip
    bad(f"set-size-{NAMES[each]}", "sectionSet", f"{NAMES[each]} is {change:+} bytes off",
        sized(each, change))  # fmt: skip
bad("set-size-weights-int16", "sectionSet", "int16 weights given as int8",
    sized(at.WEIGHTS, -24, 3))  # fmt: skip
bad("set-channels-of-pool", "sectionSet", "CHANNELS of a pooling node instead of a spiking one",
    renumbered(at.CHANNELS, 3, 1))  # fmt: skip
bad("set-channels-beyond", "sectionSet", "CHANNELS of node 99", renumbered(at.CHANNELS, 4, 99))
bad("set-weights-beyond", "sectionSet", "WEIGHTS of connection 4 of 0...3",
    renumbered(at.WEIGHTS, 3, 4))  # fmt: skip


def events_with_input():
    """An INPUT section in an image of event frames."""
    parts = plain()
    parts.parts.insert(1, [at.INPUT, 0, 0, bytearray(2)])
    return parts.image()


bad("set-input-of-events", "sectionSet", "zero points for event frames", events_with_input)
bad("set-nodes-count", "sectionSet", "the header counts a node more than NODES holds",
    patched(28, word(6)))  # fmt: skip
bad("set-connections-count", "sectionSet", "the header counts a connection less",
    patched(32, word(3)))  # fmt: skip
assert seal(good_image()) == good_image() and zlib.crc32(b"123456789") == 0xCBF43926
