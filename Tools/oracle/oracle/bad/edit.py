"""Good images to start from, and edits of their sections or bytes; checksums are made valid."""

import struct
import zlib
from dataclasses import dataclass

from .. import layout as at
from ..build import Net, state_bounds
from ..calibrate import calibrate
from ..draws import Draws
from ..writer import assemble, sections, write

NAMES = ("", "model", "input", "timesteps", "nodes", "connections", "channels", "weights", "note")
BAD = {}
SEED = 20


@dataclass
class BadImage:
    """A refused image: its fault's name, the reason for people, and its maker."""

    error: str
    why: str
    make: object


def bad(name, error, why, make):
    """Register a bad image; make() gives its bytes."""
    assert name not in BAD and error in at.FAULTS, name
    BAD[name] = BadImage(error, why, make)


class Parts:
    """An image in sections, open to edits; image() puts it together with valid checksums."""

    def __init__(self, model):
        """Take a valid model's sections."""
        self.parts = [[k, i, c, bytearray(d)] for k, i, c, d in sections(model)]
        self.flags = at.needed_flags(model)
        self.nodes = len(model.nodes)
        self.connections = sum(len(n.connections) for n in model.nodes)

    def part(self, kind, index=0):
        """The section [kind, index, layout code, bytes]."""
        return next(p for p in self.parts if p[:2] == [kind, index])

    def patch(self, kind, offset, form, value, index=0):
        """Write a little-endian value of struct format `form` into a section; returns self."""
        struct.pack_into("<" + form, self.part(kind, index)[3], offset, value)
        return self

    def image(self):
        """The bytes, checksums valid."""
        parts = [(k, i, c, bytes(d)) for k, i, c, d in self.parts]
        return assemble(parts, self.flags, self.nodes, self.connections)


def finished(net, model, data):
    """Calibrate on one input and state the bounds."""
    calibrate(model, [data], net.draw)
    state_bounds(model)
    return model


def rich_model(**fields):
    """Image 4x4x3: both poolings, branches and widths, a leaky weighted read-out, a note."""
    net = Net(Draws(SEED), (4, 4, 3), 2)
    a = net.spiking([net.conv(0, 2)], leak=(2, 1))
    b = net.pool("max", a, (2, 2))
    c = net.pool("sum", a, (2, 2))
    joined = [net.conv(b, 2, (1, 1)), net.identity(c)]
    d = net.spiking(joined, leak=(3, 30000), soft=True, width=32)
    model = net.readout(
        [net.full(d, 3, bits=16)], output_neuron=2, output_leak_form=1, output_leak_parameter=2,
        representation=3, exit_score=1, planes=2, note=b'{"generator":"oracle"}',
    )  # fmt: skip
    for name, value in fields.items():
        setattr(model, name, value)
    return finished(net, model, bytes(range(48)))


def plain_model():
    """Events 4x4x2; one integrate-and-fire layer, summed read-out, entropy exit: flag 0 alone."""
    net = Net(Draws(SEED), (4, 4, 2), 2, binning=1)
    a = net.spiking([net.conv(0, 2)])
    model = net.readout([net.full(a, 3)], representation=2, exit_score=2)
    return finished(net, model, bytes(i % 3 for i in range(64)))


def wide_model():
    """Events 2x2x2 into 64 channels with 16-bit weights."""
    net = Net(Draws(SEED), (2, 2, 2), 2, binning=1)
    a = net.spiking([net.conv(0, 64, (1, 1), bits=16)])
    return finished(net, net.readout([net.full(a, 3)]), bytes(i % 3 for i in range(16)))


def rich():
    """The rich model, open to edits."""
    return Parts(rich_model())


def plain():
    """The plain model, open to edits."""
    return Parts(plain_model())


def good_image():
    """The rich model's image."""
    return write(rich_model())


def raw(image, offset, data, reseal=True):
    """Overwrite bytes of an image; reseal makes the header's CRC valid again."""
    image = bytearray(image)
    image[offset : offset + len(data)] = data
    return seal(image) if reseal else bytes(image)


def seal(image):
    """Recompute the CRC of header and table."""
    image = bytearray(image)
    end = 64 + 32 * int.from_bytes(image[24:28], "little")
    crc = zlib.crc32(bytes(image[:60]) + bytes(image[64:end]))
    image[60:64] = crc.to_bytes(4, "little")
    return bytes(image)


def word(value):
    """A u32 as bytes."""
    return value.to_bytes(4, "little")


def entry(image, number):
    """[kind, index, layout code, offset, bytes, crc, reserved] of a table entry."""
    return list(at.ENTRY.unpack_from(image, 64 + 32 * number))


def with_entry(image, number, **fields):
    """An image with fields of a table entry changed; the CRCs follow as far as the place allows."""
    names = ("kind", "index", "code", "offset", "length", "crc", "reserved")
    values = dict(zip(names, entry(image, number))) | fields
    data = image[values["offset"] : values["offset"] + values["length"]]
    if "crc" not in fields:
        values["crc"] = zlib.crc32(data)
    return raw(image, 64 + 32 * number, at.ENTRY.pack(*values.values()))


def number_of(kind, index=0):
    """The table position of a section in good_image()."""
    return next(i for i, p in enumerate(rich().parts) if p[:2] == [kind, index])


def patched(offset, data, reseal=True):
    """Maker of the good image with bytes written over, header CRC valid unless reseal is False."""
    return lambda: raw(good_image(), offset, data, reseal)


def moved(number, **fields):
    """Maker of the good image with a table entry changed."""
    return lambda: with_entry(good_image(), number, **fields)
