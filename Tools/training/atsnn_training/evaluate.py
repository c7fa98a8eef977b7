"""Figures of a network on records: the read-out at every timestep, accuracy, spike rates."""

from dataclasses import dataclass

import torch
from torch import Tensor
from tqdm import tqdm

from .data import AnyRecords
from .network import Network, Observer
from .spikes import OperationCounter, SpikeCounter


@dataclass(frozen=True)
class Outputs:
    """What a network answers: logits and read-out [T,N,K], labels [N]; what it did meanwhile.

    `spikes` holds each record's spikes per neuron [T,N] by neuron node, `operations` the
    spike-driven operations [T,N] where they were counted.
    """

    logits: Tensor
    representation: Tensor
    labels: Tensor
    spikes: dict[str, Tensor]
    operations: Tensor | None = None

    @property
    def spike_rates(self) -> dict[str, list[float]]:
        """Mean spikes per neuron at every timestep, by neuron node."""
        return {name: rates.mean(1).tolist() for name, rates in self.spikes.items()}

    def accuracy_per_timestep(self) -> list[float]:
        """Share of right answers if every record left at timestep 1, 2, ... T."""
        right = self.representation.argmax(2) == self.labels
        return right.double().mean(1).tolist()

    def executed(self, at: Tensor | None = None) -> Tensor:
        """Which timesteps a record runs if it leaves at `at` (0 to T-1, [N]): bool [T,N]."""
        timesteps, count = self.logits.shape[:2]
        last = torch.full((count,), timesteps - 1) if at is None else at
        return torch.arange(timesteps).unsqueeze(1) <= last

    def pooled_rate(self, neurons: dict[str, int], at: Tensor | None = None) -> float:
        """Spikes over neurons over executed timesteps, all spiking nodes pooled."""
        executed = self.executed(at)
        spikes = sum((neurons[name] * rates)[executed].sum() for name, rates in self.spikes.items())
        return float(spikes / (sum(neurons.values()) * executed.sum()))

    def operations_per_record(self, at: Tensor | None = None) -> float:
        """Mean spike-driven operations of a record over its executed timesteps."""
        return float(self.operations[self.executed(at)].sum() / len(self.labels))


@torch.no_grad()
def run(
    network: Network,
    records: AnyRecords,
    batch: int = 250,
    show: bool = False,
    operations: bool = False,
) -> Outputs:
    """The outputs for all `records` at every timestep, in float32 and evaluation mode.

    `show` draws a progress bar with the time left; `operations` counts those that spikes drive.
    """
    network.eval()
    spikes, driven = SpikeCounter(network), OperationCounter(network) if operations else None
    observers = [spikes] if driven is None else [spikes, driven]
    device = next(network.parameters()).device
    logits = []
    for first in tqdm(range(0, len(records), batch), disable=not show, desc="evaluate"):
        frames = records.part(first, batch).inputs(network.graph)
        logits.append(network(frames.to(device), _together(observers)).cpu())
    z = torch.cat(logits, dim=1)
    counted = driven.operations() if driven else None
    return Outputs(z, network.read_out(z), records.labels, spikes.rates(), counted)


def _together(observers: list[Observer]) -> Observer:
    def observe(name: str, values: Tensor) -> None:
        for each in observers:
            each(name, values)

    return observe
