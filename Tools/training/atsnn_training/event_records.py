"""Recordings of events as records of a data set: binned when asked for, augmented as events."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType

import numpy as np
import torch
from torch import Tensor

from . import event_augmentation, event_frames

Recording = Callable[[], np.ndarray]
"""Gives the events of a recording, int64 [N,4] of x, y, polarity, microseconds: read when needed,
for a large data set does not fit into memory."""


@dataclass(frozen=True)
class EventRecords:
    """Recordings, their labels (int64 [R]), names (CLASS/FILE) and the sensor's `size` [H,W]."""

    events: list[Recording]
    labels: Tensor
    names: list[str]
    size: tuple[int, int]

    def __len__(self) -> int:
        """The number of recordings."""
        return len(self.labels)

    def chosen(self, indices: Tensor | list[int]) -> "EventRecords":
        """The recordings `indices`, in that order."""
        places = [int(i) for i in indices]
        events, names = ([values[i] for i in places] for values in (self.events, self.names))
        return EventRecords(events, self.labels[places], names, self.size)

    def part(self, first: int, count: int) -> "EventRecords":
        """Recordings `first` to `first + count - 1`, fewer where there are no more."""
        return self.chosen(list(range(len(self)))[first : first + count])

    @staticmethod
    def check_augmentation(how: dict) -> None:
        """UserError for an augmentation that these records do not have."""
        event_augmentation.check(how)

    def augmented(self, how: dict, graph: dict, generator: torch.Generator) -> "EventRecords":
        """Every recording changed at random as `event_augmentation.change` says."""
        numbers = np.random.default_rng(int(torch.randint(2**62, (1,), generator=generator)))
        changed = [
            event_augmentation.change(events(), self.size, how, numbers) for events in self.events
        ]
        kept = [partial(np.asarray, events) for events in changed]
        return EventRecords(kept, self.labels, self.names, self.size)

    def inputs(self, graph: dict) -> Tensor:
        """Frames of counts for every timestep of `graph`, float32 [T,N,2,H,W] (rules E1 to E5)."""
        made = [event_frames.counts(events(), graph, self.size) for events in self.events]
        frames = torch.from_numpy(np.stack(made, axis=1).astype(np.float32))
        return frames.permute(0, 1, 4, 2, 3).contiguous()


def recordings(event_set: ModuleType, paths: list[Path]) -> EventRecords:
    """The recordings `paths` of a data set: a module with `read`, `label` and `SIZE`."""
    labels = torch.tensor([event_set.label(path) for path in paths])
    names = [f"{path.parent.name}/{path.name}" for path in paths]
    return EventRecords([partial(event_set.read, p) for p in paths], labels, names, event_set.SIZE)
