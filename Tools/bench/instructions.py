#!/usr/bin/env python3
"""Instructions that the runtime needs for an image, counted by valgrind and held to a record.

usage: instructions.py [--renew] ATSNN RECORD

Runs the shipped network (the image and the inputs of Tests/Vectors/fashion-int8) under callgrind,
with the reference kernels and with the vector kernels of the least processor of the architecture,
which every processor runs. The count of few images is taken from that of more, so start-up is not
in it. More than 3 % above the record is a failure; so is a record that is missing. --renew writes
the record again; do so after a change that is worth its cost, and after one that saves.

Closes with `N passed, N failed`. Status: 0 within the record, 1 above it, 2 no measurement.
"""

import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

VECTORS = pathlib.Path("Tests/Vectors/fashion-int8")
KERNEL_SETS = ("reference", "baseline")
FEW, MORE = 2, 8
GROWTH = 0.03
COLLECTED = re.compile(r"Collected : (\d+)")


def write_inputs(path: pathlib.Path) -> None:
    """The vectors' inputs as one NumPy file of bytes (N,28,28,1)."""
    images = [(VECTORS / f"input-{index}.bin").read_bytes() for index in range(MORE)]
    shape = f"({len(images)}, 28, 28, 1)"
    text = f"{{'descr': '|u1', 'fortran_order': False, 'shape': {shape}, }}"
    text += " " * (-(11 + len(text)) % 64) + "\n"
    head = b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text.encode()
    path.write_bytes(head + b"".join(images))


def count(program: pathlib.Path, kernels: str, data: pathlib.Path, images: int) -> int:
    """Instructions of a whole run on the first `images` inputs."""
    command = [
        "valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", program, "run",
        VECTORS / "image.atsnn", "--data", data, "--limit", images, "--exit", "never", "--json",
    ]  # fmt: skip
    known = {"ATSNN_KERNELS": kernels, "SWIFT_DETERMINISTIC_HASHING": "1"}
    done = subprocess.run(
        list(map(str, command)), env=os.environ | known, capture_output=True, text=True
    )
    found = COLLECTED.search(done.stderr)
    if done.returncode != 0 or not found:
        lines = done.stderr.strip().splitlines() or ["no message"]
        sys.exit(f"instructions: {kernels}: valgrind ended with {done.returncode}: {lines[-1]}")
    return int(found[1])


def measure(program: pathlib.Path) -> dict[str, int]:
    """Instructions an image of each set of kernels, all timesteps run."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        data, bare = folder / "inputs.npy", folder / "atsnn"
        write_inputs(data)
        # Valgrind 3.19 gives up on the Swift compiler's debugging information.
        subprocess.run(["strip", "-o", bare, program], check=True)
        found = {}
        for kernels in KERNEL_SETS:
            few, more = (count(bare, kernels, data, images) for images in (FEW, MORE))
            found[kernels] = round((more - few) / (MORE - FEW))
        return found


def verdicts(record: dict[str, int], found: dict[str, int]) -> list[tuple[bool, str]]:
    """For each set of kernels whether it holds to the record, and a line that says so."""
    lines = []
    for kernels, now in found.items():
        before = record.get(kernels)
        if before is None:
            lines.append((False, f"{kernels}: {now:,} instructions an image, no record"))
            continue
        growth = round(now / before - 1, 6)
        advice = ""
        if growth > GROWTH:
            advice = f"; more than {GROWTH:.0%}: find the cause, or renew the record"
        elif growth < -GROWTH:
            advice = "; renew the record"
        text = f"{kernels}: {now:,} instructions an image, {growth:+.2%} of the record{advice}"
        lines.append((growth <= GROWTH, text))
    return lines


def main() -> int:
    """Measures and compares, or renews."""
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1][7:])
    parser.add_argument("--renew", action="store_true")
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("record", type=pathlib.Path)
    options = parser.parse_args()
    found = measure(options.program)
    if options.renew:
        options.record.write_text(json.dumps({"instructions_per_image": found}, indent=1) + "\n")
    record = json.loads(options.record.read_text()) if options.record.exists() else {}
    results = verdicts(record.get("instructions_per_image", {}), found)
    for _, line in results:
        print(line)
    failed = sum(not holds for holds, _ in results)
    print(f"{len(results) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
