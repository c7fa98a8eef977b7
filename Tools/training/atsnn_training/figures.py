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
from .exit_policy import Exit
from .network import Network
from .spikes import dense_operations

PACKAGES = ("torch", "spikingjelly", "numpy", "safetensors")


def answers(network: Network, outputs: Outputs, leaving: Exit) -> dict:
    """Accuracy per timestep; with the exit accuracy, timesteps, their saving, histogram, spikes.

    `latency_saving` is the paper's 1 - mean timesteps / T; `spike_rate` is spikes over neurons over
    executed timesteps, all spiking nodes pooled; `spike_operations_per_record` counts weights added
    over executed timesteps, where `outputs` has counted them.
    """
    result = exit_policy.apply(outputs, leaving.thresholds, leaving.score)
    at = exit_policy.places(outputs, leaving.thresholds, leaving.score)
    found = {
        "images": len(outputs.labels),
        "accuracy_per_timestep": [round(a, 6) for a in outputs.accuracy_per_timestep()],
        "exit_accuracy": round(result.accuracy, 6),
        "mean_timesteps": round(result.mean_timesteps, 6),
        "latency_saving": round(1 - result.mean_timesteps / len(outputs.logits), 6),
        "exit_histogram": result.histogram,
        "spike_rate": round(outputs.pooled_rate(network.description.neuron_counts(), at), 6),
    }
    if outputs.operations is not None:
        found["spike_operations_per_record"] = round(outputs.operations_per_record(at))
        found["spike_operations_without_exit"] = round(outputs.operations_per_record())
        found["dense_operations_per_record"] = dense_operations(network)
    return found


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
        "machine": {
            "cpu": _cpu(),
            "threads": torch.get_num_threads(),
            "processes": curve(run)[-1].get("processes", 1),
        },
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
