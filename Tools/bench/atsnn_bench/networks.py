"""The networks that are measured, and the folder that each one gets under build/bench."""

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from atsnn_networks import safetensors
from oracle import data, events

ROOT = Path(__file__).resolve().parents[3]
SEEDED = ROOT / "Tools/networks/seeded"
RECORDS = 400
"""Images in images.npy; the few that rates were set on, repeated."""
PEER_IMAGES = 100
RECORDINGS = "recordings"
"""The folder that links to recordings of events, in folders by label as N-MNIST's."""


@dataclass(frozen=True)
class Seeded:
    """A seeded network at a spike rate; `schedule` lets its images leave by shares."""

    title: str
    arguments: tuple[str, ...]
    schedule: tuple[float, ...] | None = None
    peers: bool = True

    @property
    def fixed(self) -> bool:
        """Whether it is measured with all timesteps run."""
        return self.schedule is None


@dataclass(frozen=True)
class Trained:
    """A checkpoint of Quantization/Models with its data: measured with and without its policy."""

    title: str
    model: Path
    training: Path
    test: Path
    schedule: None = None
    peers: bool = True
    fixed: bool = True


def make(network: Seeded | Trained, folder: Path, program: str) -> None:
    """Writes net.safetensors, net.atsnn, images.npy and the peers' graphs, unless they are there.

    Each is made again when its recipe, the program or the sources that make it have changed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    checkpoint, calibration = folder / "net.safetensors", folder / "seeded.npy"
    if isinstance(network, Seeded):
        seeded(network, folder)
    else:
        calibration = network.training
        with Stage(folder, "checkpoint", f"{network} {_time(network.model)}") as stage:
            if stage.due:
                checkpoint.unlink(missing_ok=True)
                checkpoint.symlink_to(network.model.resolve())
                keep_records(network, folder)
    done = (folder / "checkpoint.stage").read_text()
    with Stage(folder, "image", f"{done} {_time(Path(program))}") as stage:
        if stage.due:
            _call(
                program, "quantize", checkpoint, "--calibration", calibration, "-o",
                folder / "net.atsnn", "--json",
            )  # fmt: skip
    if network.peers:
        with Stage(folder, "graphs", f"{done} {_sources()}") as stage:
            if stage.due:
                _call(sys.executable, "-m", f"{__package__}.prepare", folder)


class Stage:
    """A step of `make`: `due` unless it was done before with the same recipe."""

    def __init__(self, folder: Path, name: str, recipe: str):
        """Looks at the stamp that the step left."""
        self._stamp = folder / f"{name}.stage"
        self._recipe = recipe
        self.due = not self._stamp.exists() or self._stamp.read_text() != recipe

    def __enter__(self) -> "Stage":
        """A step that is due loses its stamp."""
        if self.due:
            self._stamp.unlink(missing_ok=True)
        return self

    def __exit__(self, kind, *_: object) -> None:
        """Stamps a step that went well."""
        if kind is None:
            self._stamp.write_text(self._recipe)


def _time(path: Path) -> int:
    return os.stat(path).st_mtime_ns


def _sources() -> str:
    """What the peers' graphs are made by."""
    here = Path(__file__).parent
    files = [*sorted((here / "graphs").glob("*.py")), here / "chain.py", here / "observe.py"]
    return hashlib.sha256(b"".join(f.read_bytes() for f in files)).hexdigest()


def seeded(network: Seeded, folder: Path) -> None:
    """Writes net.safetensors, seeded.atsnn (which never leaves early) and the images."""
    folder.mkdir(parents=True, exist_ok=True)
    with Stage(folder, "checkpoint", repr(network.arguments)) as stage:
        if stage.due:
            _seed(network, folder, folder / "net.safetensors")


def _seed(network: Seeded, folder: Path, checkpoint: Path) -> None:
    kept = folder / "seeded.npy"
    _call(
        sys.executable, SEEDED, *network.arguments, "--seed", "1", "-o", checkpoint, "--keep", kept,
        "--image", folder / "seeded.atsnn", "--json",
    )  # fmt: skip
    images = np.load(kept)
    np.save(folder / "images.npy", np.resize(images, (RECORDS, *images.shape[1:])))


def keep_records(network: Trained, folder: Path) -> None:
    """Writes images.npy: test images, or frames (N,T,H,W,2) of recordings that it links to.

    Recordings are ordered by label; as many as the peers take are spread evenly over them.
    """
    if not network.test.is_dir():
        np.save(folder / "images.npy", test_images(network.test))
        return
    graph, _ = safetensors.load(network.model)
    _, height, width = graph["input"]["shape"]
    chosen = _spread(sorted(network.test.glob("*/*.bin")), PEER_IMAGES)
    shutil.rmtree(folder / RECORDINGS, ignore_errors=True)
    for path in chosen:
        place = folder / RECORDINGS / path.parent.name / path.name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(path.resolve())
    binning = {"time": events.BY_TIME, "count": events.BY_COUNT}[graph["input"]["binning"]]
    frames = [
        events.frames(data.read_nmnist(path), (height, width), graph["timesteps"], binning)
        for path in chosen
    ]
    np.save(folder / "images.npy", np.stack(frames).astype(np.uint8))


def records_of(folder: Path) -> Path:
    """What the program is run on."""
    recordings = folder / RECORDINGS
    return recordings if recordings.exists() else folder / "images.npy"


def _spread(paths: list[Path], count: int) -> list[Path]:
    return [paths[place * len(paths) // count] for place in range(min(count, len(paths)))]


def test_images(path: Path) -> np.ndarray:
    """Images (N,H,W,C) uint8 of an IDX file or of a CIFAR-10 binary batch."""
    if path.suffix == ".bin":
        return np.stack(
            [
                np.frombuffer(data.read_cifar("cifar10", path, i), np.uint8).reshape(32, 32, 3)
                for i in range(RECORDS)
            ]
        )
    return data.read_idx(path)[:RECORDS, :, :, None]


def _call(*command: object) -> None:
    """Runs a tool; its last line of the standard error says why it failed."""
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise SystemExit(f"bench: {' '.join(map(str, command[:3]))}: {last}")
