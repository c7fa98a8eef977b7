"""`python -m atsnn_bench.emulated BOARD... --out FOLDER`: instructions an image on Arm.

Counts what QEMU's user-mode emulator executes for the runtime's kernels, for its reference kernels
and for a dense int8 loop, on seeded networks of several spike rates. A count of one image is taken
from that of two, so start-up and the proof of the image are not in it. No time is measured.
Status 1 where the count does not follow the spike rate or is not below the reference's.
"""

import argparse
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from . import networks, statistics

NETWORK, RATES, TIMESTEPS = "vgg9s", (0.02, 0.05, 0.10, 0.15, 0.25, 0.40), 4
EMULATORS = {"linux-aarch64": "qemu-aarch64", "linux-armv7": "qemu-arm"}
KINDS = {"kernels": "runtime", "reference": "reference kernels", "dense": "dense int8 loop"}
COUNTED = re.compile(r"^instructions (\d+)$", re.M)


def main() -> int:
    """Counts, prints the table and writes emulated.json."""
    parser = argparse.ArgumentParser(prog="emulated", description=__doc__)
    parser.add_argument("boards", nargs="+", choices=EMULATORS)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    folders = {rate: options.out / f"emulated-{rate:g}" for rate in RATES}
    for rate, folder in folders.items():
        arguments = (NETWORK, "--rate", str(rate), "--timesteps", str(TIMESTEPS))
        networks.seeded(networks.Seeded(f"emulated {rate}", arguments), folder)
    found = {board: measure(options.out, board, folders) for board in options.boards}
    (options.out / "emulated.json").write_text(json.dumps(found, indent=1) + "\n")
    print(text(found))
    results = [verdict for rows in found.values() for verdict in verdicts(rows)]
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
    return 0 if all(results) else 1


def measure(out: Path, board: str, folders: dict[float, Path]) -> list[dict]:
    """A row a rate: density, and instructions an image of each kind."""
    dense = None
    rows = []
    for rate, folder in folders.items():
        print(f"  {board}, {100 * rate:.0f} %", end="\r", file=sys.stderr, flush=True)
        images = np.load(folder / "images.npy")[:2]
        found = {
            kind: sessions(out, board, program, folder / "seeded.atsnn", images)
            for kind in ("kernels", "reference")
            if (program := out / "emulated" / board / kind).exists()
        }
        if len({run.output for run in found.values()}) != 1:
            raise SystemExit(f"emulated: {board}: the kernels' answers differ")
        row = {"rate": rate} | {kind: run.instructions for kind, run in found.items()}
        dense = dense or looped(out, board, layers(folder / "net.safetensors"))
        rows.append(row | {"dense": dense})
    return rows


def sessions(out: Path, board: str, program: Path, model: Path, images: np.ndarray) -> "Counted":
    """Instructions of the second image, and both answers."""
    one, two = (counted(out, board, [program, model], images[:count].tobytes()) for count in (1, 2))
    return Counted(two.instructions - one.instructions, two.output)


def looped(out: Path, board: str, shapes: list[str]) -> int:
    """Instructions of the dense loop for one image, all timesteps."""
    program = out / "emulated" / board / "dense"
    one, two = (counted(out, board, [program, n, TIMESTEPS, *shapes], b"") for n in (1, 2))
    return two.instructions - one.instructions


@dataclass(frozen=True)
class Counted:
    """Instructions, and what the program wrote."""

    instructions: int
    output: bytes


def counted(out: Path, board: str, command: list, data: bytes) -> Counted:
    """A whole run."""
    plugin = (out / "emulated/count.so").resolve()
    line = [EMULATORS[board], "-plugin", plugin, *command]
    done = subprocess.run(list(map(str, line)), input=data, capture_output=True)
    found = COUNTED.search(done.stderr.decode())
    if done.returncode != 0 or not found:
        raise SystemExit(
            f"emulated: {' '.join(map(str, line[3:5]))}: {done.stderr.decode()[-160:]}"
        )
    return Counted(int(found[1]), done.stdout)


def layers(checkpoint: Path) -> list[str]:
    """HEIGHT,WIDTH,INPUTS,OUTPUTS of each convolution, for the dense loop."""
    from . import chain

    return [
        f"{c.outputs[1]},{c.outputs[2]},{c.inputs[0]},{c.outputs[0]}"
        for c in chain.read(checkpoint).layers
        if isinstance(c, chain.Convolution)
    ]


def text(found: dict) -> str:
    """The table: millions of instructions an image, and what the dense loop takes more."""
    lines = [
        f"{NETWORK}, seeded, T = {TIMESTEPS}, all timesteps: millions of instructions an image"
    ]
    for board, rows in found.items():
        kinds = [kind for kind in KINDS if kind in rows[0]]
        head = "".join(f"{KINDS[kind]:>20}" for kind in kinds)
        lines.append(f"\n  {board:<16}{head}{'dense / runtime':>18}")
        for row in rows:
            counts = "".join(f"{row[kind] / 1e6:>20.2f}" for kind in kinds)
            lines.append(f"  {ratio_line(row, counts)}")
        for kind in kinds[:-1]:
            lines.append(f"  {KINDS[kind]}: {fit_line([row[kind] for row in rows], rows)}")
    return "\n".join(lines)


def ratio_line(row: dict, counts: str) -> str:
    """One row; the ratio is to the reference kernels where there are no others."""
    ours = row.get("kernels") or row["reference"]
    return f"{100 * row['rate']:>3.0f} %{'':<11}{counts}{row['dense'] / ours:>18.2f}"


def verdicts(rows: list[dict]) -> list[bool]:
    """Fewer instructions than the reference kernels at every rate; more at every higher rate."""
    counts = [row["kernels"] for row in rows]
    fewer = all(row["kernels"] < row["reference"] for row in rows)
    return [fewer, all(low < high for low, high in zip(counts, counts[1:]))]


def fit_line(counts: list[int], rows: list[dict]) -> str:
    """The line fitted to instructions against the spike rate."""
    fit = statistics.fitted_line([100 * row["rate"] for row in rows], counts)
    return (
        f"{fit['intercept'] / 1e6:.2f} M + {fit['slope'] / 1e6:.3f} M a point of spike rate, "
        f"r2 {fit['r2']:.3f}"
    )


if __name__ == "__main__":
    sys.exit(main())
