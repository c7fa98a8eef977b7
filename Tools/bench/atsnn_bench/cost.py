"""Cost follows the work: the runtime's time against spike rate, timesteps and width."""

import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from . import networks, statistics
from .contestants import Program

NETWORK = "vgg9"
RATES = (0.02, 0.05, 0.10, 0.15, 0.25, 0.40)
RATE = 0.15
WIDTHS = (0.5, 1.0, 1.5, 2.0)
TIMESTEPS = 4


@dataclass(frozen=True)
class Point:
    """A seeded network run for `timesteps`; `place` is where it stands on the curve's axis."""

    place: float
    rate: float = RATE
    width: float = 1.0
    timesteps: int = TIMESTEPS

    def network(self) -> networks.Seeded:
        """The network."""
        arguments = (NETWORK, "--rate", str(self.rate), "--width", str(self.width))
        return networks.Seeded(self.name, arguments, peers=False)

    @property
    def name(self) -> str:
        """Of its folder."""
        return f"cost-{NETWORK}-{self.rate:g}-{self.width:g}"

    @property
    def options(self) -> list[str]:
        """Of run and bench."""
        return ["--exit", "never", "--timesteps", str(self.timesteps)]


CURVES = {
    "spike rate, %": [Point(100 * rate, rate=rate) for rate in RATES],
    "timesteps": [Point(t, timesteps=t) for t in range(1, TIMESTEPS + 1)],
    "width": [Point(width, width=width) for width in WIDTHS],
}


def prepare(out: Path, program: str) -> None:
    """Makes the networks of all curves."""
    for points in CURVES.values():
        for point in points:
            networks.make(point.network(), out / point.name, program)


def measure(out: Path, program: str, core: int, rounds: int, seconds: float) -> dict:
    """The curves: places, medians over interleaved rounds, operations, and fitted lines."""
    contestants = []
    for axis, points in CURVES.items():
        for point in points:
            folder = out / point.name
            ours = Program(program, folder, [core], folder / "images.npy")
            ours.start()
            contestants.append((axis, point, ours, []))
    for number in range(rounds):
        print(f"  round {number + 1} of {rounds}", end="\r", file=sys.stderr, flush=True)
        for _, point, ours, times in contestants:
            times.append(ours.round(seconds, point.options))
    found: dict = {axis: [] for axis in CURVES}
    for axis, point, ours, times in contestants:
        answers = ours.answers(*point.options, "--limit", "16")
        found[axis].append(
            {
                "place": point.place,
                "median_ms": median(times),
                "synaptic_operations": answers["synaptic_operations_per_image"],
                "spike_rate": sum(answers["spike_rate"]) / len(answers["spike_rate"]),
            }
        )
    return {"network": NETWORK, "curves": {axis: curve(points) for axis, points in found.items()}}


def curve(points: list[dict]) -> dict:
    """Points with the line fitted to time against synaptic operations, in picoseconds each."""
    operations = [p["synaptic_operations"] for p in points]
    times = [p["median_ms"] for p in points]
    fit = statistics.fitted_line(operations, times)
    return {
        "points": points,
        "picoseconds_per_operation": fit["slope"] * 1e9,
        "milliseconds_at_no_operation": fit["intercept"],
        "r2": fit["r2"],
    }


def text(found: dict) -> str:
    """The curves as a table."""
    lines = [
        f"{found['network']}, seeded, T = {TIMESTEPS}, one core: the runtime's time by its work"
    ]
    for axis, one in found["curves"].items():
        for point in one["points"]:
            lines.append(
                f"  {axis:<14}{point['place']:>6.4g}{point['median_ms']:>10.3f} ms"
                f"{point['synaptic_operations'] / 1e6:>10.2f} M synaptic operations"
            )
        lines.append(
            f"  {'':<14}fitted: {one['picoseconds_per_operation']:.2f} ps an operation + "
            f"{one['milliseconds_at_no_operation']:.3f} ms, r2 {one['r2']:.3f}"
        )
    return "\n".join(lines)
