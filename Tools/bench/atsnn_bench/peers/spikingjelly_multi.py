"""SpikingJelly, multi-step: layers see all timesteps at once."""

from pathlib import Path

import numpy as np
import torch
from spikingjelly.activation_based import functional, layer, neuron
from torch import nn

from .. import chain as chains
from . import torch_eager
from .base import Peer


def node(description: chains.Neuron) -> nn.Module:
    """SpikingJelly's neuron; the charge factor is in the weights, so the input does not decay."""
    reset = None if description.soft else 0.0
    keys = {"v_threshold": description.threshold, "v_reset": reset, "step_mode": "m"}
    if description.retain == 1:
        return neuron.IFNode(**keys)
    return neuron.LIFNode(tau=1 / (1 - description.retain), decay_input=False, **keys)


def multi_step(module: nn.Module) -> nn.Module:
    """A module that takes all timesteps."""
    if isinstance(module, torch_eager.Branches):
        branches = [nn.Sequential(*map(multi_step, branch)) for branch in module.branches]
        return torch_eager.Branches(branches, module.gain)
    is_neuron = isinstance(module, neuron.LIFNode | neuron.IFNode)
    return module if is_neuron else layer.SeqToANNContainer(module)


class SpikingJellyMulti(Peer):
    """The modules of `torch_eager` with SpikingJelly's neurons, all in step mode "m"."""

    def __init__(self, folder: Path, threads: int, timesteps: int):
        """Reads the checkpoint of `folder`."""
        super().__init__(folder, threads, timesteps)
        torch.set_num_threads(threads)
        torch.set_grad_enabled(False)
        made = torch_eager.modules(chains.read(folder / "net.safetensors"), node)
        self.network = nn.Sequential(*map(multi_step, made))

    def run(self, image: np.ndarray, leave: int | None = None) -> np.ndarray:
        """Runs all timesteps; cannot leave early."""
        values = torch.from_numpy(image)
        events = values.dim() == 5
        steps = values.transpose(0, 1) if events else values.expand(self.timesteps, *image.shape)
        logits = self.network(steps)
        functional.reset_net(self.network)
        return logits.mean(0)[0].numpy()
