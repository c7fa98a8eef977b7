"""The measured figures of a finished network, as one JSON-ready object."""

import hashlib
import json
import subprocess
from importlib.metadata import version
from pathlib import Path

import torch

from . import exit_policy
from .data import digests
from .evaluate import Outputs
from .network import Network

PACKAGES = ("torch", "spikingjelly", "numpy", "safetensors")


def answers(outputs: Outputs, thresholds: list[float]) -> dict:
    """Accuracy per timestep, and accuracy, mean timesteps and histogram with the exit."""
    result = exit_policy.apply(outputs, thresholds)
    return {
        "images": len(outputs.labels),
        "accuracy_per_timestep": [round(a, 6) for a in outputs.accuracy_per_timestep()],
        "exit_accuracy": round(result.accuracy, 6),
        "mean_timesteps": round(result.mean_timesteps, 6),
        "exit_histogram": result.histogram,
    }


def size(network: Network, checkpoint: Path) -> dict:
    """Parameters, neurons and bytes of a saved network."""
    description = network.description
    return {
        "checkpoint_sha256": hashlib.sha256(checkpoint.read_bytes()).hexdigest(),
        "checkpoint_bytes": checkpoint.stat().st_size,
        "parameters": description.parameter_count(),
        "neurons": description.neuron_counts(),
        "session_bytes_estimate": description.session_bytes(),
    }


def spike_rates(outputs: Outputs) -> dict[str, list[float]]:
    """Spikes per neuron at each timestep, by spiking node."""
    return {name: [round(r, 6) for r in rates] for name, rates in outputs.spike_rates.items()}


def data_files(folder: Path) -> dict[str, str]:
    """The SHA-256 of all data files, by file name."""
    return digests(folder, "train") | digests(folder, "test")


def provenance(run: Path) -> dict:
    """Commit, versions, machine and minutes of the training run in `run`."""
    return {
        "commit": _commit(),
        "versions": {name: version(name).split("+")[0] for name in PACKAGES},
        "minutes": round(curve(run)[-1]["seconds"] / 60, 1),
        "machine": {"cpu": _cpu(), "threads": torch.get_num_threads()},
    }


def curve(run: Path) -> list[dict]:
    """The lines of the curve of the training run in `run`."""
    return [json.loads(line) for line in (run / "curve.jsonl").read_text().splitlines()]


def _commit() -> str:
    here = Path(__file__).parent
    command = ["git", "-C", str(here), "rev-parse", "--verify", "-q", "HEAD"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    return answer.stdout.strip() or "before first commit"


def _cpu() -> str:
    """The processor's name as Linux gives it, or "unknown"."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return "unknown"
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else "unknown"
