"""Bad images with a fault in the table's words or in the set of sections."""

from .. import layout as at
from .edit import NAMES, Parts, bad, moved, patched, plain, rich, wide_model, word

bad("set-kind-0", "sectionSet", "a section of kind 0", moved(12, kind=0))
bad("set-kind-9", "sectionSet", "a section of kind 9", moved(12, kind=9))
bad("table-reserved", "value", "a reserved word of the table is 1",
    moved(4, reserved=b"\1" + bytes(7)))  # fmt: skip
bad("table-index", "value", "MODEL with an index", moved(0, index=1))
bad("table-layout-elsewhere", "value", "CHANNELS with a layout code", moved(5, code=1))
bad("layout-1", "layoutCode", "layout code 1 of channels that are no multiple of 64",
    moved(8, code=1))  # fmt: skip
bad("layout-2", "layoutCode", "layout code 2", moved(8, code=2))


def blocks_of_16_bits():
    """Weights of 16 bits into 64 channels, said to be in blocks."""
    parts = Parts(wide_model())
    parts.part(at.WEIGHTS)[2] = at.BLOCKS
    return parts.image()


bad("layout-16-bits", "layoutCode", "layout code 1 of 16-bit weights", blocks_of_16_bits)
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
