"""Recordings of events as records of a data set: binned when asked for, augmented as events."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from . import event_augmentation, event_frames


@dataclass(frozen=True)
class EventRecords:
    """Recordings (each int64 [N,4] of x, y, polarity, microseconds) and labels (int64 [R]).

    `names` are LABEL/FILE; the order is the program's: by label, then file name.
    """

    events: list[np.ndarray]
    labels: Tensor
    names: list[str]

    def __len__(self) -> int:
        """The number of recordings."""
        return len(self.labels)

    def chosen(self, indices: Tensor | list[int]) -> "EventRecords":
        """The recordings `indices`, in that order."""
        places = [int(i) for i in indices]
        return EventRecords(
            [self.events[i] for i in places], self.labels[places], [self.names[i] for i in places]
        )

    def part(self, first: int, count: int) -> "EventRecords":
        """Recordings `first` to `first + count - 1`, fewer where there are no more."""
        return self.chosen(list(range(len(self)))[first : first + count])

    def augmented(self, how: dict, graph: dict, generator: torch.Generator) -> "EventRecords":
        """Every recording changed at random as `event_augmentation.change` says."""
        numbers = np.random.default_rng(int(torch.randint(2**62, (1,), generator=generator)))
        size = tuple(graph["input"]["shape"][1:])
        changed = [event_augmentation.change(e, size, how, numbers) for e in self.events]
        return EventRecords(changed, self.labels, self.names)

    def inputs(self, graph: dict) -> Tensor:
        """Frames of counts for every timestep of `graph`, float32 [T,N,2,H,W] (rules E1 to E5)."""
        made = np.stack([event_frames.counts(events, graph) for events in self.events], axis=1)
        return torch.from_numpy(made.astype(np.float32)).permute(0, 1, 4, 2, 3).contiguous()
