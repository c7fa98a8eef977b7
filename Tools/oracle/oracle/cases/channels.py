"""Folders for channel counts around words of spikes and vectors (T2)."""

from .registry import Net, case, pixels


def widths(draw, counts, classes):
    """A chain whose layers have `counts` channels: conv 3x3, conv 1x1, pools, fully connected."""
    net = Net(draw, (4, 3, 1), 3, zero=[40])
    tensor = net.spiking([net.conv(0, counts[0])], leak=(2, 1))
    for i, count in enumerate(counts[1:]):
        tensor = net.spiking([net.conv(tensor, count, ((1, 1), (3, 3))[i % 2])])
    pooled = net.pool("max", tensor, (2, 2))
    summed = net.pool("sum", tensor, (3, 3))
    readout = [net.full(t, classes) for t in (tensor, pooled, summed)]
    return net.readout(readout), pixels(draw, (4, 3, 1), 2)


@case("T2 S2 D2")
def channels_1(draw):
    """1 channel throughout."""
    return widths(draw, (1, 1, 1, 1), 2)


@case("T2 S2 D2")
def channels_7(draw):
    """7, 8 and 9 channels."""
    return widths(draw, (7, 8, 9), 7)


@case("T2 S2 D2")
def channels_15(draw):
    """15, 16 and 17 channels."""
    return widths(draw, (15, 16, 17), 17)


@case("T2 S2 D2")
def channels_33(draw):
    """31, 33 and 32 channels."""
    return widths(draw, (31, 33, 32), 33)


@case("T2 S2 D2")
def channels_65(draw):
    """63, 65 and 64 channels."""
    return widths(draw, (63, 65, 64), 10)


@case("T2 S2 D2", trace=False)
def channels_129(draw):
    """127 and 129 channels."""
    return widths(draw, (127, 129), 10)


@case("T2")
def channels_of_input(draw):
    """5 input planes of 5x13 pixels, 3 of which end a word of spikes at odd places."""
    net = Net(draw, (5, 13, 5), 2, zero=[0, 50, 100, 200, 255])
    a = net.spiking([net.conv(0, 3, stride=(1, 2))])
    return net.readout([net.full(a, 3)]), pixels(draw, (5, 13, 5), 2)
