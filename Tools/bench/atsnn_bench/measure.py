"""One network on one set of cores: contestants in interleaved rounds, and the machine's limit."""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from . import bound, checks, statistics
from .contestants import PeerProcess, Program, Stopped
from .load import Load
from .micro import Limit, Micro
from .networks import PEER_IMAGES, Seeded, Trained, records_of
from .peers import registry

SEED = 1
PAUSE = 0.03
"""Seconds between contestants: threads of the one before go to sleep."""


@dataclass(frozen=True)
class Settings:
    """How long is measured: rounds, and seconds that a contestant gets in each."""

    program: str
    rounds: int
    seconds: float


@dataclass
class Row:
    """A contestant in one mode and its milliseconds an image, one a round."""

    engine: str
    label: str
    timesteps: float
    take: Callable[[], float]
    cnn: bool = False
    adaptive: bool = False
    rounds: list[float] = field(default_factory=list)


def measure(network: Seeded | Trained, folder: Path, cores: list[int], settings: Settings) -> dict:
    """The piece of the report for `network` on `cores`."""
    ours = Program(settings.program, folder, cores, records_of(folder))
    ours.start()
    observed = json.loads((folder / "observed.json").read_text())
    shares = _shares(network, ours)
    peers, stopped = _start_peers(folder, cores, observed)
    try:
        rows = _rows(network, ours, peers, shares, settings)
        micro = Micro(folder, cores[0]) if len(cores) == 1 and "shapes" in observed else None
        load = Load([peer.process.pid for peer in peers.values()])
        limits = _run_rounds(rows, settings, micro, observed)
        foreign = load.foreign_cores()
        piece = {
            "title": network.title,
            "cores": len(cores),
            "shares": shares,
            "foreign_cores": foreign,
            "network": checks.network(ours, observed),
            "rows": [_row(row, rows, peers, ours, observed) for row in rows],
            "not_run": stopped,
        }
    finally:
        for peer in peers.values():
            peer.close()
    if micro:
        piece["limit"] = _limit(limits, micro, observed, shares)
    return piece


def _shares(network: Seeded | Trained, ours: Program) -> list[float] | None:
    """Shares of the images that leave at timesteps 1, 2, ...; None where none leaves early."""
    if isinstance(network, Seeded):
        return list(network.schedule) if network.schedule else None
    histogram = ours.answers("--limit", str(PEER_IMAGES))["exit_histogram"]
    return [count / sum(histogram) for count in histogram]


def _start_peers(folder: Path, cores: list[int], observed: dict):
    if "not_run" in observed:
        return {}, {name: observed["not_run"] for name in registry.PEERS}
    peers, stopped = {}, {}
    timesteps = len(observed["operations"][0])
    for name in registry.PEERS:
        if name in observed["missing"]:
            stopped[name] = observed["missing"][name]
            continue
        try:
            peers[name] = PeerProcess(name, folder, cores, timesteps)
        except Stopped as error:
            stopped[name] = str(error)
    return peers, stopped


def _rows(
    network: Seeded | Trained, ours: Program, peers: dict, shares: list | None, settings: Settings
) -> list[Row]:
    timesteps = ours.answers("--limit", "1", "--exit", "never")["mean_timesteps"]
    seconds = settings.seconds
    rows = [Row(ours.name, ours.label, timesteps, _ours(ours, seconds, ["--exit", "never"]))]
    for name, peer in peers.items():
        cnn = registry.PEERS[name].cnn
        take = _theirs(peer, seconds, None)
        rows.append(Row(name, peer.label, 1 if cnn else timesteps, take, cnn=cnn))
    if shares:
        mean = sum(bound.executed(shares))
        options = ["--schedule", ",".join(map(str, shares)), "--seed", str(SEED)]
        given = options if isinstance(network, Seeded) else []
        take = _ours(ours, seconds, given, PEER_IMAGES)
        rows.insert(1, Row(ours.name, ours.label, mean, take, adaptive=True))
        if "ort-stepped" in peers:
            order = statistics.schedule_order(shares, PEER_IMAGES, SEED)
            peer = peers["ort-stepped"]
            take = _theirs(peer, seconds, order)
            rows.insert(2, Row(peer.name, peer.label, mean, take, adaptive=True))
    if len(ours.cores) > 1:
        take = _ours(ours, seconds, ["--exit", "never"], share="images")
        rows.append(Row("atsnn-images", "ATSNN, each core an image", timesteps, take))
    return rows


def _ours(
    ours: Program, seconds: float, options: list[str], count: int | None = None,
    share: str = "image",
):  # fmt: skip
    return lambda: ours.round(seconds, options, count, share)


def _theirs(peer: PeerProcess, seconds: float, schedule: list[int] | None):
    return lambda: peer.round(seconds, schedule)


def _run_rounds(
    rows: list[Row], settings: Settings, micro: Micro | None, observed: dict
) -> list[list[Limit]]:
    limits = []
    for number in range(settings.rounds):
        print(f"  round {number + 1} of {settings.rounds}", end="\r", file=sys.stderr, flush=True)
        for row in rows:
            time.sleep(PAUSE)
            row.rounds.append(row.take())
        if micro:
            work = _work(observed)
            limits.append(micro.measure(work.layers(), work.weight_bytes))
    print(" " * 40, end="\r", file=sys.stderr)
    return limits


def _work(observed: dict) -> bound.Work:
    return bound.Work(observed["shapes"], observed["operations"], observed["events"])


def _limit(
    limits: list[list[Limit]], micro: Micro, observed: dict, shares: list[float] | None
) -> dict:
    """Medians over the rounds of the limits, in milliseconds an image."""
    work = _work(observed)
    every = [1.0] * work.timesteps
    found = {
        "instructions": micro.instructions,
        "fixed_ms": median(bound.spiking(work, each, every) for each in limits),
        "cnn_ms": median(bound.cnn(work, each) for each in limits),
    }
    if shares:
        executed = bound.executed(shares)
        found["adaptive_ms"] = median(bound.spiking(work, each, executed) for each in limits)
    return found


def _row(row: Row, rows: list[Row], peers: dict, ours: Program, observed: dict) -> dict:
    others = {(r.engine, r.adaptive): r for r in rows}
    first = others.get(("atsnn", True), rows[0])
    merged = others.get(("openvino-merged", False))
    peer = peers.get(row.engine)
    return {
        "engine": row.engine,
        "label": row.label,
        "timesteps": row.timesteps,
        "adaptive": row.adaptive,
        "cnn": row.cnn,
        "rounds_ms": row.rounds,
        **statistics.summary(row.rounds),
        "ours_is_faster_by": statistics.same_round_ratio(first.rounds, row.rounds),
        "to_openvino_merged": statistics.same_round_ratio(row.rounds, merged.rounds)
        if merged
        else None,
        "check": checks.answers(peer, observed) if peer else None,
        "peak_megabytes": (peer or ours).peak_megabytes(),
        "cold_ms": (peer or ours).cold_ms,
    }
