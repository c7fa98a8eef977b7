"""What a peer engine does: an image in, the read-out of the last executed timestep out."""

from pathlib import Path

import numpy as np


def summed(image: np.ndarray) -> np.ndarray:
    """What the CNN sees (1,C,H,W): the image, or the sum of the frames (1,T,C,H,W) of events."""
    return image.sum(1) if image.ndim == 5 else image


class Peer:
    """A network in one engine; made from what `prepare` left in a folder."""

    timesteps = 1

    def __init__(self, folder: Path, threads: int, timesteps: int):
        """`threads` is what the engine may use within an image."""
        self.timesteps = timesteps

    def run(self, image: np.ndarray, leave: int | None = None) -> np.ndarray:
        """The read-out (K,) of one normalised image (1,C,H,W), or of frames (1,T,C,H,W).

        With `leave`, the exit test is computed at every timestep and the image leaves at that one.
        """
        raise NotImplementedError


class SteppedPeer(Peer):
    """One timestep a call, states kept: the only form that can leave early."""

    def begin(self, image: np.ndarray) -> None:
        """Takes the image, or the frames, and sets the states to 0."""
        raise NotImplementedError

    def step(self) -> np.ndarray:
        """The logits (K,) of the next timestep."""
        raise NotImplementedError

    def run(self, image: np.ndarray, leave: int | None = None) -> np.ndarray:
        """Steps until the image leaves; see `Peer.run`."""
        self.begin(image)
        total = self.step().copy()
        for timestep in range(1, leave or self.timesteps):
            if leave:
                confidence(total / timestep)
            total += self.step()
        if leave:
            confidence(total / leave)
        return total / (leave or self.timesteps)


def confidence(readout: np.ndarray) -> float:
    """The greatest softmax probability: the exit test of the schedule."""
    return float(1 / np.exp(readout - readout.max()).sum())
