"""Figures of a network on records: the read-out at every timestep, accuracy, spike rates."""

from dataclasses import dataclass

import torch
from atsnn_networks.graph import NEURONS
from torch import Tensor
from tqdm import tqdm

from .data import AnyRecords
from .network import Network, read_out


@dataclass(frozen=True)
class Outputs:
    """What a network answers: logits and read-out [T,N,K], labels [N], mean spike rate by node."""

    logits: Tensor
    representation: Tensor
    labels: Tensor
    spike_rates: dict[str, list[float]]

    def accuracy_per_timestep(self) -> list[float]:
        """Share of right answers if every record left at timestep 1, 2, ... T."""
        right = self.representation.argmax(2) == self.labels
        return right.double().mean(1).tolist()

    def pooled_rate(self, neurons: dict[str, int]) -> float:
        """Spikes over neurons over timesteps, all spiking nodes pooled by their `neurons`."""
        spikes = sum(neurons[name] * sum(rates) for name, rates in self.spike_rates.items())
        return spikes / (sum(neurons.values()) * len(self.logits))


class SpikeCounter:
    """Sums the spikes of every neuron node, per timestep."""

    def __init__(self, network: Network):
        """Counts for `network`, from zero."""
        self._neurons = {n["name"] for n in network.graph["nodes"] if n["type"] in NEURONS}
        self._sums: dict[str, Tensor] = {}
        self._places: dict[str, int] = {}

    def __call__(self, name: str, values: Tensor) -> None:
        """An observer of `Network.forward`."""
        if name in self._neurons:
            flat = values.flatten(1)
            self._sums[name] = self._sums.get(name, 0) + flat.double().sum(1)
            self._places[name] = self._places.get(name, 0) + flat.shape[1]

    def rates(self) -> dict[str, list[float]]:
        """Spikes per neuron at every timestep, 0 to 1, by node name."""
        return {name: (self._sums[name] / self._places[name]).tolist() for name in self._sums}


@torch.no_grad()
def run(network: Network, records: AnyRecords, batch: int = 250, show: bool = False) -> Outputs:
    """The outputs for all `records` at every timestep, in float32 and evaluation mode.

    `show` draws a progress bar with the time left.
    """
    network.eval()
    counter = SpikeCounter(network)
    device = next(network.parameters()).device
    logits = []
    for first in tqdm(range(0, len(records), batch), disable=not show, desc="evaluate"):
        frames = records.part(first, batch).inputs(network.graph)
        logits.append(network(frames.to(device), counter).cpu())
    z = torch.cat(logits, dim=1)
    return Outputs(z, read_out(network.graph, z), records.labels, counter.rates())
