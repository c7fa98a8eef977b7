"""The integers of a seeded network as a model image, written by the oracle's writer."""

from math import e, frexp, log2

import numpy as np
from oracle import build, proof, writer
from oracle.connection import CONVOLUTION, FULL, IDENTITY
from oracle.model import (
    EVENTS,
    IMAGE,
    MAX_POOLING,
    READOUT,
    SPIKING,
    SUM_POOLING,
    Connection,
    Model,
    Node,
    Timestep,
)
from oracle.readout import SUM

from .spiking import Made

PLANES = {"gray": 1, "RGB": 2, None: 3}
BINNINGS = {"time": 1, "count": 2, None: 0}


class ImageBuilder:
    """Collects the nodes of a model; tensors are known by the names of the graph's nodes."""

    def __init__(self, graph: dict, classes: int):
        """An image without nodes for the graph's input, which never exits early."""
        source, timesteps = graph["input"], graph["timesteps"]
        channels, height, width = source["shape"]
        events = source["kind"] == "events"
        self.model = Model(
            EVENTS if events else IMAGE, channels, height, width, classes,
            [Timestep() for _ in range(timesteps)], [], binning=BINNINGS[source.get("binning")],
            representation=SUM, maximum_timestep=timesteps, planes=PLANES[source.get("planes")],
        )  # fmt: skip
        if not events:
            self.model.zero_points = np.array(source["mean"], dtype=np.int64)
        self._tensors = {"input": 0}

    def spiking(self, name: str, made: Made) -> None:
        """Appends a spiking node."""
        integers, layer = made.integers, made.layer
        _, _, rows, columns, channels = made.spikes.shape
        connections = [self._convolution(w) for w in made.weighted]
        for source, weight in zip(made.identities, integers.identities):
            connections.append(Connection(IDENTITY, self._tensors[source], weight, 32))
        node = Node(
            SPIKING, channels, rows, columns, layer.leak.form, layer.leak.parameter,
            int(layer.soft), 16, 1, connections=connections, bias=integers.bias,
            threshold=integers.threshold, shift=integers.shift,
            reset=integers.threshold if layer.soft else 0 * integers.threshold,
        )  # fmt: skip
        self._append(name, node)

    def pool(self, name: str, source: str, largest: bool, window: tuple, shape: tuple) -> None:
        """Appends a pooling node of output `shape` (H,W,C)."""
        count = self.model.tensor_maximum(self._tensors[source]) * window[0] * window[1]
        node = Node(
            MAX_POOLING if largest else SUM_POOLING, shape[2], shape[0], shape[1],
            maximum_count=1 if largest else count, source=self._tensors[source], window=window,
        )  # fmt: skip
        self._append(name, node)

    def readout(self, source: str, weights: np.ndarray, bias: np.ndarray, unit: float) -> None:
        """Appends the read-out, of which a logit of 1 is 1 / `unit`; exit factors for its mean."""
        connection = Connection(FULL, self._tensors[source], weights, 8)
        self._append("logits", Node(READOUT, len(bias), connections=[connection], bias=bias))
        for t, record in enumerate(self.model.timesteps, start=1):
            value = unit / t * log2(e) * 65536
            record.factor_shift = min(max(31 - frexp(value)[1], 0), 62)
            record.factor = max(round(value * 2.0**record.factor_shift), 1)

    def to_bytes(self) -> bytes:
        """The image; BoundError where rules O1 to O3 are broken."""
        build.state_bounds(self.model)
        proof.check_model(self.model)
        return writer.write(self.model)

    def _convolution(self, weighted) -> Connection:
        node = weighted.branch.weights
        window = (*weighted.weights.shape[:2], *node["stride"], *node["padding"])
        source = self._tensors[weighted.branch.source]
        return Connection(CONVOLUTION, source, weighted.weights, 8, window)

    def _append(self, name: str, node: Node) -> None:
        node.name = name
        self.model.nodes.append(node)
        self._tensors[name] = len(self.model.nodes)
