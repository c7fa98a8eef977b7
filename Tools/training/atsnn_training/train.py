"""The training loop: phases of epochs, a run folder that can be resumed, a curve as JSON lines."""

import json
import os
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from tqdm import tqdm

from . import checkpoint, distributed, evaluate, methods
from .data import AnyRecords, Split
from .network import Network
from .objective import Objective
from .optimizers import Optimizers
from .quantization import phase as quantization


@dataclass
class Progress:
    """Where a run stands: the phase, the epochs done in it, and the seconds spent so far."""

    phase: int = 0
    epoch: int = 0
    seconds: float = 0.0


class Trainer:
    """Trains `network` on `split.training` as `config["phases"]` say; state lies in `folder`."""

    def __init__(self, network: Network, config: dict, split: Split, folder: Path):
        """Stands at the first epoch; `resume` moves to where `folder` stopped."""
        self.network = network.to(memory_format=torch.channels_last)
        self.config = config
        self.split = split
        self.folder = folder
        quantization.check(config["phases"])
        self._device = next(network.parameters()).device
        self.progress = Progress()
        self._begin_phase()

    def resume(self) -> bool:
        """Goes on from the folder's last finished epoch; False if there is none."""
        path = self.folder / "state.pt"
        if not path.is_file():
            return False
        state = torch.load(path, map_location=self._device, weights_only=True)
        self.progress = Progress(**state["progress"])
        self._begin_phase()
        self.network.load_state_dict(state["network"])
        self._optimizers.load_state_dict(state["optimizers"])
        return True

    def run(self) -> None:
        """All epochs that are not done yet; after each one the folder holds state and model."""
        phases = self.config["phases"]
        while self.progress.phase < len(phases):
            if self.progress.epoch == 0 and quantization.is_asked(self._phase):
                self._log(None, evaluate.run(self.network, self.split.held_out))
            while self.progress.epoch < self._phase.get("stop", self._phase["epochs"]):
                self._epoch()
            if self._phase.get("activation") == "ramp" and distributed.number() == 0:
                _write(self.network.state_dict(), self.folder / "teacher.pt")
            if self.progress.phase + 1 == len(phases):
                break
            self.progress.phase += 1
            self.progress.epoch = 0
            self._begin_phase()

    def attempt(self, steps: int) -> float:
        """Makes the first `steps` steps of the phase; the mean seconds of one. Nothing is kept."""
        start, steps = time.monotonic(), min(steps, self._batches_per_epoch())
        self._train_once(self._epoch_generator(), steps)
        return (time.monotonic() - start) / steps

    @property
    def _phase(self) -> dict:
        return self.config["phases"][self.progress.phase]

    def _begin_phase(self) -> None:
        phase = self._phase
        self.network = quantization.begin(self.network, phase)
        self.network.timesteps = phase["timesteps"]
        if isinstance(self.network, Network):
            self.network.set_smooth(phase.get("activation") == "ramp")
        teacher = self._read_teacher() if "distill" in phase else None
        self._objective = Objective(phase, methods.of(self.config), teacher)
        steps = phase["epochs"] * self._batches_per_epoch()
        self._optimizers = Optimizers(self.network, phase, steps)

    def _read_teacher(self) -> Network:
        """The plain network of the ramp phase, from the run's folder."""
        distributed.wait()
        teacher = Network(self.network.description, self.config["surrogate_width"])
        path = self.folder / "teacher.pt"
        teacher.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
        teacher.set_smooth(True)
        teacher.timesteps = 1
        return teacher.to(self._device, memory_format=torch.channels_last).eval()

    def _batches_per_epoch(self) -> int:
        return len(self.split.training) // self._phase["batch"]

    def _epoch(self) -> None:
        start = time.monotonic()
        loss = self._train_once(self._epoch_generator())
        distributed.check_equal(self.network)
        distributed.average_buffers(self.network)
        self.progress.epoch += 1
        if distributed.number() == 0:
            outputs = evaluate.run(self.network, self.split.held_out)
            self.progress.seconds += time.monotonic() - start
            self._log(loss, outputs)
            self._save()
        distributed.wait()

    def _epoch_generator(self) -> torch.Generator:
        """Order and augmentation depend on seed, phase and epoch only, so a resumed run repeats."""
        seed = self.config["seed"] * 1_000_000 + self.progress.phase * 1_000 + self.progress.epoch
        return torch.Generator().manual_seed(seed)

    def _train_once(self, generator: torch.Generator, steps: int | None = None) -> float:
        """One pass over the training records, or its first `steps` batches; the mean loss."""
        self.network.train()
        records, batch = self.split.training, self._phase["batch"]
        order = torch.randperm(len(records), generator=generator)
        total, count = 0.0, min(self._batches_per_epoch(), steps or 10**9)
        title = f"{self._phase['name']} {self.progress.epoch + 1}/{self._phase['epochs']}"
        quiet = distributed.number() > 0
        for index in tqdm(range(count), desc=title, mininterval=5.0, disable=quiet):
            chosen = order[index * batch : (index + 1) * batch]
            frames = self._place(self._frames(records, chosen, generator))
            labels = distributed.share(records.labels[chosen], 0).to(self._device)
            total += self._step(frames, labels)
        return total / count

    def _frames(self, records: AnyRecords, chosen: Tensor, generator: torch.Generator) -> Tensor:
        graph = self.network.graph
        changed = records.chosen(chosen).augmented(self.config["augmentation"], graph, generator)
        return changed.inputs(graph)

    def _place(self, frames: Tensor) -> Tensor:
        """This process's share of [N,C,H,W] or [T,N,C,H,W], on its device."""
        if frames.dim() == 5:
            return distributed.share(frames, 1).to(self._device)
        share = distributed.share(frames, 0)
        return share.to(self._device, memory_format=torch.channels_last)

    def _step(self, frames: Tensor, labels: Tensor) -> float:
        loss = self._objective(self.network, frames, labels)
        self._optimizers.zero_grad()
        loss.backward()
        distributed.average_gradients(self.network)
        self._optimizers.step()
        return loss.item()

    def _log(self, loss: float | None, outputs: evaluate.Outputs) -> None:
        entry = {
            "phase": self._phase["name"],
            "epoch": self.progress.epoch,
            "loss": loss if loss is None else round(loss, 5),
            "held_out_accuracy": [round(a, 5) for a in outputs.accuracy_per_timestep()],
            "spike_rate": round(outputs.pooled_rate(self.network.description.neuron_counts()), 5),
            "processes": distributed.processes(),
            "seconds": round(self.progress.seconds, 1),
        }
        line = json.dumps(entry)
        with (self.folder / "curve.jsonl").open("a") as file:
            file.write(line + "\n")
        tqdm.write(line)

    def _save(self) -> None:
        state = {
            "progress": vars(self.progress),
            "network": self.network.state_dict(),
            "optimizers": self._optimizers.state_dict(),
        }
        _write(state, self.folder / "state.pt")
        checkpoint.save(self.network, self.folder / "model.safetensors")


def _write(state: dict, path: Path) -> None:
    """Saves `state`; the file appears whole or not."""
    partial = path.with_suffix(".partial")
    torch.save(state, partial)
    os.replace(partial, path)
