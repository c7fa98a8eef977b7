"""A run's state as one small file, to go on with elsewhere: half floats, no optimizer moments."""

import os
from pathlib import Path

import torch
from atsnn_networks.errors import UserError
from torch import Tensor

from .optimizers import without_moments

LIMIT = 60_000_000
"""The greatest packed file, in bytes."""
TEXTS = ("config.json", "curve.jsonl")


def pack(run: Path, out: Path) -> int:
    """Writes what the run in the folder `run` needs to go on into the file `out`; its bytes.

    Weights of rank 2 and more become float16; the moments are left out, and start from zero again.
    The plain twin that teaches goes along. UserError without a finished epoch, or past LIMIT bytes.
    """
    state = _load(run / "state.pt", f"{run}: no state.pt; a run has one after its first epoch")
    state["network"] = _halved(state["network"])
    state["optimizers"] = without_moments(state["optimizers"])
    teacher = run / "teacher.pt"
    whole = {
        "state": state,
        "teacher": _halved(_load(teacher, "")) if teacher.is_file() else None,
        "texts": {name: (run / name).read_text() for name in TEXTS},
    }
    partial = out.with_name(out.name + ".partial")
    torch.save(whole, partial)
    if partial.stat().st_size > LIMIT:
        size = partial.stat().st_size
        partial.unlink()
        raise UserError(f"{run}: packs to {size} bytes, more than {LIMIT}")
    os.replace(partial, out)
    return out.stat().st_size


def unpack(packed: Path, run: Path) -> None:
    """Makes the run folder `run` of a packed file; `train` then goes on in it.

    UserError if the folder holds a run already, or the file is none of `pack`.
    """
    if (run / "state.pt").exists():
        raise UserError(f"{run}: holds a run already; give a new folder")
    whole = _load(packed, f"{packed}: no readable packed run")
    if not isinstance(whole, dict) or whole.keys() != {"state", "teacher", "texts"}:
        raise UserError(f"{packed}: no packed run; `pack` makes them")
    run.mkdir(parents=True, exist_ok=True)
    for name in TEXTS:
        (run / name).write_text(whole["texts"][name])
    if whole["teacher"] is not None:
        torch.save(_whole(whole["teacher"]), run / "teacher.pt")
    whole["state"]["network"] = _whole(whole["state"]["network"])
    torch.save(whole["state"], run / "state.pt")


def _halved(tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    """Weights as float16; statistics and biases, which are few, as they are."""
    return {
        name: t.half() if t.dim() > 1 and t.is_floating_point() else t
        for name, t in tensors.items()
    }


def _whole(tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    return {name: t.float() if t.dtype == torch.float16 else t for name, t in tensors.items()}


def _load(path: Path, fault: str) -> dict:
    try:
        return torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:  # torch raises many kinds for files that are not its own
        raise UserError(f"{fault} ({type(error).__name__})") from error
