"""Running a network in SpikingJelly, in float64 and timestep by timestep."""

from dataclasses import dataclass, field

import numpy as np
import torch
from atsnn_networks.graph import NEURONS, Description
from atsnn_training.network import Network
from torch import Tensor


@dataclass
class Recording:
    """Per spiking node, [T,...] in the shape of the node: current, spikes and membranes.

    The current is what the node is given; the membrane is its potential after the reset.
    """

    currents: dict[str, np.ndarray] = field(default_factory=dict)
    spikes: dict[str, np.ndarray] = field(default_factory=dict)
    membranes: dict[str, np.ndarray] = field(default_factory=dict)
    logits: np.ndarray = field(default_factory=lambda: np.zeros(0))

    def spike_rates(self) -> dict[str, float]:
        """Spikes per neuron and timestep, by node name."""
        return {name: float(spikes.mean()) for name, spikes in self.spikes.items()}


def double_network(description: Description, tensors: dict[str, np.ndarray]) -> Network:
    """The network with `tensors` in float64, in evaluation mode."""
    network = Network(description).double()
    with torch.no_grad():
        for name, parameter in network.tensors().items():
            parameter.copy_(torch.from_numpy(tensors[name]))
    return network.eval()


@torch.no_grad()
def run(network: Network, image: np.ndarray) -> Recording:
    """What the network does on the uint8 `image` [H,W,C] at each of its timesteps."""
    frames = normalised(network.graph["input"], image)
    steps = [_timestep(network, frames, first=t == 0) for t in range(network.graph["timesteps"])]
    return Recording(
        currents=_stack([step.currents for step in steps]),
        spikes=_stack([step.spikes for step in steps]),
        membranes=_stack([step.membranes for step in steps]),
        logits=np.stack([step.logits for step in steps]),
    )


def normalised(network_input: dict, image: np.ndarray) -> Tensor:
    """(pixel - mean) / std in float64, [1,C,H,W], of an image [H,W,C]."""
    values = (image.astype(np.float64) - network_input["mean"]) / network_input["std"]
    return torch.from_numpy(values).permute(2, 0, 1).unsqueeze(0)


def _timestep(network: Network, frames: Tensor, first: bool) -> Recording:
    step = Recording()
    nodes = {node["name"]: node for node in network.graph["nodes"] if node["type"] in NEURONS}
    values: dict[str, np.ndarray] = {}

    def observe(name: str, result: Tensor) -> None:
        values[name] = result[0, 0].numpy().copy()
        if name in nodes:
            step.currents[name] = values[nodes[name]["input"][0]]
            step.spikes[name] = values[name]
            step.membranes[name] = network.layers[name].v[0].numpy().copy()

    network.timesteps = 1
    logits = network(frames, observe, keep_membranes=not first)
    network.timesteps = network.graph["timesteps"]
    step.logits = logits[0, 0].numpy()
    return step


def _stack(steps: list[dict[str, np.ndarray]]) -> dict[str, np.ndarray]:
    return {name: np.stack([step[name] for step in steps]) for name in steps[0]}
