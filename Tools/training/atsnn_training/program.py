"""What the program makes of a checkpoint: quantized with training data, run on test data."""

import json
import subprocess
import tempfile
from pathlib import Path

from atsnn_networks.errors import UserError

from .data import files

PROGRAM = Path(__file__).resolve().parents[3] / "build" / "release" / "atsnn"
KEPT = (
    "images", "correct", "accuracy", "mean_timesteps", "exit_histogram", "spiking_layers",
    "spike_rate", "synaptic_operations_per_image",
)  # fmt: skip
"""What is kept of `atsnn run --json`: all but the speed, which is not measured here."""


def integers(model: Path, folder: Path, weights: str) -> dict:
    """The integer network's figures on the test records, its exits calibrated on training records.

    `folder` is the data set, `weights` "int8" or "int16". UserError where the program is missing or
    says why it cannot.
    """
    train, test = (_place(folder, which) for which in ("train", "test"))
    with tempfile.TemporaryDirectory() as made:
        image = Path(made) / "model.atsnn"
        chosen = _call("quantize", model, "--calibration", train, "-o", image, "--weights", weights)
        measured = _call("run", image, "--data", test)
    head = {"weights": weights, "image_bytes": chosen["image_bytes"]}
    return head | {key: measured[key] for key in KEPT}


def _place(folder: Path, which: str) -> Path:
    """What the program opens for the "train" or "test" records: a file, or a folder of files.

    Recordings lie in a folder a label, batches side by side.
    """
    found = files(folder, which)
    if len(found) == 1 or "images" in found[0].name:
        return found[0]
    return found[0].parents[1] if found[0].parent.name.isdigit() else found[0].parent


def _call(*words: str | Path) -> dict:
    if not PROGRAM.is_file():
        raise UserError(f"{PROGRAM}: missing; build it with `make release`")
    command = [PROGRAM, *words, "--json"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        raise UserError((answer.stderr.strip().splitlines() or [f"{words[0]} failed"])[-1])
    return json.loads(answer.stdout)
