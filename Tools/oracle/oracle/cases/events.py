"""Folders for event frames (E1 to E5, I3). extra.json lists the events behind the frames."""

import numpy as np

from ..events import BY_COUNT, BY_TIME, frames
from .registry import Input, Net, case

SHAPE = (6, 5)


def network(draw, binning, timesteps=4):
    """Events go into a convolution and, by a second reader, straight into the read-out."""
    net = Net(draw, (*SHAPE, 2), timesteps, binning=binning)
    a = net.spiking([net.conv(0, 3, stride=(2, 1))], leak=(2, 1))
    b = net.spiking([net.conv(a, 4), net.conv(0, 4, (1, 1), (2, 1))])
    return net.readout([net.full(b, 3), net.full(0, 3)], representation=2)


def recording(model, events):
    """An Input of the frames of events (rows x, y, polarity, microseconds)."""
    events = np.array(events, dtype=np.int64).reshape(-1, 4)
    data = frames(events, SHAPE, len(model.timesteps), model.binning)
    return Input(data.astype(np.uint8).tobytes(), events=events.tolist())


def random_events(draw, count, span):
    """Events at random places, sorted times 1000...1000 + span."""
    times = np.sort(draw.integers(1000, 1000 + span, (count,)))
    places = [draw.integers(0, high, (count,)) for high in (SHAPE[1] - 1, SHAPE[0] - 1, 1)]
    return np.stack([*places, times], axis=1)


def burst(x, y, polarity, time, count):
    """The same event `count` times."""
    return [[x, y, polarity, time]] * count


def crowded(counts):
    """As many equal events as each count says, a place after the other."""
    places = ((i % 5, i % 6, i // 30, i, int(n)) for i, n in enumerate(counts))
    return [event for place in places for event in burst(*place)]


@case("E1 E3 I3 C1")
def events_by_time(draw):
    """by time: the last frame takes the remainder and the last event."""
    model = network(draw, BY_TIME)
    edges = [[0, 0, 0, t] for t in (100, 101, 102, 103, 104, 105, 106, 107, 109, 110, 111)]
    return model, [recording(model, random_events(draw, 90, 4003)), recording(model, edges)]


@case("E2 E3 I3 C1")
def events_by_count(draw):
    """by count: 4 frames of 22 events, the last takes the 3 left over."""
    model = network(draw, BY_COUNT)
    return model, [recording(model, random_events(draw, n, 500)) for n in (91, 8, 7)]


@case("E1 E4")
def events_empty_frames(draw):
    """by time with two empty frames in between; all events at one time go to the last frame."""
    model = network(draw, BY_TIME, 5)
    gap = [[1, 2, 0, 0], [2, 2, 1, 3], [4, 5, 1, 9], [4, 5, 0, 4000], [0, 0, 1, 5000]]
    at_once = [[i % 5, i % 6, i % 2, 777] for i in range(12)]
    close = [[0, 0, 0, 10], [1, 1, 1, 12], [2, 2, 0, 14]]
    return model, [recording(model, e) for e in (gap, at_once, close)]


@case("E4")
def events_none(draw):
    """a recording without events: every frame is 0 and is run."""
    model = network(draw, BY_TIME)
    return model, [recording(model, random_events(draw, 60, 900)), recording(model, [])]


@case("E2 E4")
def events_fewer_than_frames(draw):
    """by count with fewer events than frames, and with none."""
    model = network(draw, BY_COUNT, 6)
    busy = random_events(draw, 80, 100)
    return model, [recording(model, e) for e in (busy, busy[:5], busy[:1], busy[:6], [])]


@case("E3 I3 T3")
def events_saturate(draw):
    """duplicates saturate at 255: 254, 255, 256 and 300 equal events."""
    model = network(draw, BY_TIME, 2)
    counts = (254, 255, 256, 300)
    events = [e for i, n in enumerate(counts) for e in burst(i, i, i % 2, 10, n)]
    events += burst(0, 1, 1, 20, 1) + burst(4, 4, 0, 30, 1)
    return model, [recording(model, events)]


@case("E1 X7")
def events_maximum_timestep(draw):
    """T frames are made for the image's T = 6, the maximum timestep 3 answers."""
    model = network(draw, BY_TIME, 6)
    model.maximum_timestep = 3
    return model, [recording(model, random_events(draw, 120, 6001))]


@case("I3 S3")
def events_deep(draw):
    """events fully connected; sum pooling and residual behind them, 32-bit membranes."""
    net = Net(draw, (*SHAPE, 2), 5, binning=BY_COUNT)
    a = net.spiking([net.conv(0, 4)], width=32, leak=(3, 31000), soft=True)
    b = net.spiking([net.conv(a, 4), net.identity(a)])
    c = net.pool("sum", b, (2, 2))
    d = net.spiking([net.full(c, 6), net.full(0, 6, bits=16)])
    model = net.readout([net.full(d, 3)], output_neuron=1)
    return model, [recording(model, random_events(draw, n, 900)) for n in (150, 400)]


@case("E3 I3 S2 S3 M1")
def events_wide(draw):
    """crowded frames into 16 to 192 channels, 3x3 to 5x5 windows; many counts that exceed 127."""
    net = Net(draw, (*SHAPE, 2), 3, binning=BY_TIME)
    a = net.spiking([net.conv(0, 16)], leak=(1, 1))
    b = net.spiking([net.conv(0, 64, (5, 5))], leak=(2, 1))
    c = net.spiking([net.conv(0, 176, (3, 5), (2, 1))], leak=(1, 2), soft=True)
    d = net.spiking([net.full(0, 192)], leak=(1, 1))
    model = net.readout([net.full(t, 4) for t in (a, b, c, d, 0)])
    crowd = crowded(draw.integers(0, 300, (60,)) * draw.integers(0, 1, (60,)))
    return model, [recording(model, crowd), recording(model, random_events(draw, 2000, 900))]


@case("E3 I3 R1")
def events_into_readout(draw):
    """crowded frames into the read-out alone, 17 classes."""
    net = Net(draw, (*SHAPE, 2), 2, binning=BY_COUNT)
    model = net.readout([net.full(0, 17)], representation=2)
    crowd = crowded(draw.integers(0, 255, (60,)))
    return model, [recording(model, crowd), recording(model, random_events(draw, 30, 9))]


@case("E4 I3 S2 C1")
def events_sparse(draw):
    """few events into 16 to 80 channels, strides, paddings, 32-bit membranes; a hot pixel."""
    net = Net(draw, (*SHAPE, 2), 6, binning=BY_COUNT)
    a = net.spiking([net.conv(0, 16)], leak=(1, 1))
    b = net.spiking([net.conv(0, 48, (5, 3), (2, 1), (4, 0))], leak=(2, 1), width=32)
    c = net.spiking([net.conv(0, 80, (3, 5), (1, 3), (0, 4))], leak=(1, 2), soft=True)
    d = net.spiking([net.conv(0, 64, (1, 1), (3, 2))], leak=(3, 30000))
    e = net.spiking([net.full(0, 32)], leak=(1, 1))
    model = net.readout([net.full(t, 4) for t in (a, b, c, d, e)])
    hot = burst(4, 5, 1, 5, 300) + [[0, 0, 0, 6], [4, 0, 1, 7], [0, 5, 0, 8]]
    few = [random_events(draw, n, 900) for n in (6, 40)]
    return model, [recording(model, events) for events in (*few, hot)]
