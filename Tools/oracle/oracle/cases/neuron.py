"""Folders for the neuron: shifts, saturation, leaks, thresholds, resets (M1 to M5, C4)."""

import numpy as np

from .registry import Net, case, given

RAMP = (0, 1, 64, 126, 127, 128, 129, 192, 255)  # minus 128: both signs, one, zero, the ends
HIGH = 8192


def ramp_net(draw, timesteps):
    """A 3x3 image whose pixels, zero point 128 taken off, run over RAMP."""
    net = Net(draw, (3, 3, 1), timesteps, zero=[128])
    return net, given(RAMP, RAMP[::-1], draw.integers(0, 255, (9,)).tolist())


def probe(net, weights, bias, bits=8, **fields):
    """A spiking node whose current is bias[o] + weights[o] * x, a pixel each."""
    channels = len(np.broadcast_to(weights, np.shape(bias)))
    weights = np.broadcast_to(weights, channels)
    return net.spiking([net.conv(0, channels, (1, 1), bits=bits, weights=weights)], bias, **fields)


def shift_folder(draw, shifts, weights, bias, bits=8, width=16):
    """Channels of equal current rules under different shifts."""
    net, inputs = ramp_net(draw, 3)
    threshold = HIGH if width == 16 else 2**29
    a = probe(net, weights, bias, bits, threshold=threshold, shift=shifts, width=width)
    return net.readout([net.full(a, 2)]), inputs


@case("M1")
def shift_right(draw):
    """right shifts 1...24 of odd, even, negative currents; ties go up."""
    shifts = [1, 1, 2, 3, 4, 7, 8, 15, 16, 23, 24]
    weights = [1, -3, 1, 2, 4, 64, 1, 127, -128, 1, -1]
    bias = [0, 1, 2, -4, 8, 64, -128, 2**14, 2**20, -(2**22), 2**23]
    return shift_folder(draw, shifts, weights, bias)


@case("M1")
def shift_zero(draw):
    """shift 0: the current is taken as it is."""
    return shift_folder(draw, [0, 0, 0], [1, -1, 100], [0, 5, -9])


@case("M1 O2")
def shift_left(draw):
    """left shifts 1...16, exact; the largest reaches the limit 2^30 of rule O2."""
    bias = [0, 1, -3, 0, 2**14 - 128, -(2**14) + 128]
    return shift_folder(draw, [-1, -2, -5, -16, -16, -16], [1, -2, 3, 1, 1, 1], bias, width=32)


@case("M1 M3")
def shift_mixed(draw):
    """each channel its own shift, left and right, into a 16-bit membrane."""
    shifts = [-7, -1, 0, 1, 5, 12]
    return shift_folder(draw, shifts, [1, 50, 127, -128, 99, 3], [0, 1, -1, 1, -16, 2**18])


@case("M3 C4 M5")
def saturate_16(draw):
    """16-bit membranes saturate at 32767 and -32768, hard and soft reset."""
    net, inputs = ramp_net(draw, 4)
    bias, weights = [20000, -20000, 32767, -32768, 0], [3, 3, 1, 1, 300]
    a = probe(net, weights, bias, 16, threshold=8192, shift=0)
    b = probe(net, weights, bias, 16, threshold=8192, reset=1, shift=0, soft=True)
    c = probe(net, weights, bias, 16, threshold=8192, shift=-3, leak=(2, 1))
    return net.readout([net.full(t, 2) for t in (a, b, c)]), inputs


@case("M3 C4 M5")
def saturate_32(draw):
    """32-bit membranes saturate at both ends of int32."""
    net, inputs = ramp_net(draw, 4)
    bias = [2**30, -(2**30), 2**31 - 40000, -(2**31) + 40000, 0]
    a = probe(net, [3, 3, 1, 1, 99], bias, threshold=2**29, shift=0, width=32)
    b = probe(net, [3, 3, 1, 1, 99], bias, threshold=2**29, reset=1, shift=0, soft=True, width=32)
    c = probe(net, [1, -1], [2**13, -(2**13)], threshold=2**29, reset=7, shift=-16, soft=True,
              width=32)  # fmt: skip
    return net.readout([net.full(t, 2) for t in (a, b, c)]), inputs


def leak_folder(draw, leaks, widths=(16, 32)):
    """A node a leak and width: mostly negative membranes, odd values, a few spikes."""
    net, inputs = ramp_net(draw, 6)
    nodes = []
    for leak in leaks:
        for width in widths:
            bias = [-1, -20, 3, 37, 700 if width == 16 else 70000]
            weights = [1, -1, 3, -5, 11]
            threshold = [90, 100, 200, 150, 3000 if width == 16 else 10**5]
            soft = bool(len(nodes) % 2)
            reset = draw.integers(60, 400, (5,)) if soft else 0
            nodes.append(probe(net, weights, bias, threshold=threshold, reset=reset, shift=0,
                               leak=leak, soft=soft, width=width))  # fmt: skip
    return net.readout([net.full(t, 3) for t in nodes]), inputs[:2]


@case("M2 M3 M5")
def leak_none(draw):
    """no leak: integrate and fire, both widths, both resets, negative membranes."""
    return leak_folder(draw, [(0, 0), (0, 0)])


@case("M2")
def leak_retain(draw):
    """retain 2^-k, k = 1, 2, 15: negative membranes, ties go up (-1 becomes 0 at k = 1)."""
    return leak_folder(draw, [(1, 1), (1, 2), (1, 15)])


@case("M2")
def leak_decay(draw):
    """retain 1 - 2^-k, k = 1, 3, 15: negative membranes, ties (-1 stays -1 at k = 1)."""
    return leak_folder(draw, [(2, 1), (2, 3), (2, 15)])


@case("M2")
def leak_multiplier(draw):
    """multiplier leak, m = 0, 1, 16384, 29491, 32767, 32768: negative membranes and ties."""
    leaks = [(3, m) for m in (0, 1, 16384, 29491, 32767, 32768)]
    return leak_folder(draw, leaks)


@case("M2 M3")
def leak_32_extremes(draw):
    """a 32-bit membrane near -2^31 under each leak: the product needs 64 bits."""
    net, inputs = ramp_net(draw, 4)
    nodes = []
    for leak in ((0, 0), (1, 1), (2, 1), (3, 32767), (3, 32768)):
        bias = [-(2**31) + 2**15, 2**29 - 1 - 128, -(2**30) - 1]
        nodes.append(probe(net, [1, 1, -1], bias, threshold=2**29, shift=0, leak=leak, width=32))
    return net.readout([net.full(t, 2) for t in nodes]), inputs[:2]


@case("M4")
def threshold_equality(draw):
    """H equal to the threshold fires, one less does not; thresholds 1 and 8192, 2^29."""
    net, inputs = ramp_net(draw, 3)
    a = probe(net, [1, 1, 1], [0, 8192, 64], threshold=[1, 8192, 64], shift=0)
    b = probe(net, [1, -1], [2**29, 1], threshold=[2**29, 1], shift=0, width=32)
    return net.readout([net.full(a, 2), net.full(b, 2)]), inputs


@case("M4")
def threshold_strict_import(draw):
    """a network of H > threshold imported: integer thresholds one higher, reset not."""
    net, inputs = ramp_net(draw, 5)
    a = probe(net, [1, 2, 3], [0, 16, 40], threshold=[65, 129, 11], reset=[64, 128, 10], shift=0,
              soft=True, leak=(2, 1))  # fmt: skip
    return net.readout([net.full(a, 2)]), inputs


@case("M5")
def reset_hard(draw):
    """hard reset to 0 from positive membranes, negative ones stay."""
    net, inputs = ramp_net(draw, 5)
    a = probe(net, [1, 2, -3], [10, -10, 5], threshold=[40, 60, 100], shift=0)
    return net.readout([net.full(a, 2)]), inputs


@case("M5")
def reset_soft(draw):
    """soft reset keeps the rest, fires again while it lasts."""
    net, inputs = ramp_net(draw, 6)
    a = probe(net, [1, 2, -3], [10, -10, 5], threshold=[40, 60, 100], reset=[40, 60, 100],
              shift=0, soft=True)  # fmt: skip
    return net.readout([net.full(a, 2)]), inputs


@case("M5")
def reset_soft_negative(draw):
    """soft reset above the threshold: the membrane turns negative after a spike."""
    net, inputs = ramp_net(draw, 6)
    a = probe(net, [1, 2, 3], [30, 1, 5], threshold=[1, 60, 100], reset=[8192, 500, 333],
              shift=0, soft=True, leak=(3, 30000))  # fmt: skip
    return net.readout([net.full(a, 2)]), inputs
