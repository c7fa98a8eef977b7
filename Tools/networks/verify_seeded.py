#!/usr/bin/env python3
"""Shows that seeded networks keep their rates through the program: check, quantize, run.

usage: verify_seeded.py ATSNN FOLDER [NAME...]

Every network (all if none is named) is seeded at rate 0.15 on 16 random records and written to
FOLDER. It passes if `check` finds no fault, if `run` on the image that `seeded` wrote shows its
very rates and answers, and if every layer of the int8 image that `quantize` makes fires within a
point of the rate. Rates on 16 other records are shown beside. Exit status 1 if a network fails.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
from atsnn_networks.catalogue import CATALOGUE, entry
from atsnn_networks.seeding import inputs, outputs

RATE, SEED, COUNT, LIMIT = 0.15, 1, 16, 0.01
SEEDED = Path(__file__).with_name("seeded")


def main(program: str, folder: Path, names: list[str]) -> int:
    """Verifies the networks and prints one line each."""
    folder.mkdir(parents=True, exist_ok=True)
    failures = 0
    for name in names:
        faults = verify(program, folder, name)
        failures += bool(faults)
        for fault in faults:
            print(f"  {name}: {fault}")
    print(f"{len(names) - failures} passed, {failures} failed")
    return 1 if failures else 0


def verify(program: str, folder: Path, name: str) -> list[str]:
    """What is wrong with one network; prints its measured rates."""
    events = entry(name).input["kind"] == "events"
    records = folder / (name if events else f"{name}.npy")
    model, own = folder / f"{name}.safetensors", folder / f"{name}.atsnn"
    made = folder / f"{name}-int8.atsnn"
    for earlier in (folder / name, folder / f"{name}-other"):
        shutil.rmtree(earlier, ignore_errors=True)
    report = call(
        sys.executable, SEEDED, name, "--rate", RATE, "--seed", SEED, "--count", COUNT,
        "-o", model, "--image", own, "--keep", records, "--json",
    )  # fmt: skip
    subprocess.run([program, "check", model], check=True, stdout=subprocess.DEVNULL)
    call(program, "quantize", model, "--calibration", records, "-o", made, "--json")
    first, second = (run(program, image, records) for image in (own, made))
    other = run(program, made, other_records(folder, name, events))
    print(
        f"  {name:<15} {report['seconds']:5.1f} s   own {span(first)}   int8 {span(second)}   "
        f"other records {span(other)}",
        flush=True,
    )
    wanted = [layer["rate"] for layer in report["layers"]]
    faults = [f"misses the rate at {layer}" for layer in report["missed"]]
    if not np.allclose(first["spike_rate"], wanted, rtol=0, atol=1e-9) or first["accuracy"] != 1:
        faults.append("the program's own-image rates or answers differ from the seeder's")
    if max(abs(rate - RATE) for rate in second["spike_rate"]) > LIMIT:
        faults.append(f"a quantized layer is more than {LIMIT} off the rate")
    return faults


def run(program: str, image: Path, records: Path) -> dict:
    """What `run` measures when no record leaves early."""
    return call(program, "run", image, "--data", records, "--exit", "never", "--json")


def other_records(folder: Path, name: str, events: bool) -> Path:
    """Records of another seed; their labels say nothing."""
    channels, *size = entry(name).input["shape"]
    path = folder / (f"{name}-other" if events else f"{name}-other.npy")
    shape, seed = (*size, channels), SEED + 1
    if events:
        made = inputs.random_frames(COUNT, entry(name).timesteps, shape, seed)
    else:
        made = inputs.smooth(COUNT, shape, seed)
    outputs.keep(path, made, np.zeros(COUNT, np.int64))
    return path


def call(*command: object) -> dict:
    """The JSON object that a command prints; its status may be 0 or 1, a rate missed."""
    done = subprocess.run([str(c) for c in command], stdout=subprocess.PIPE)
    if done.returncode > 1:
        done.check_returncode()
    return json.loads(done.stdout)


def span(measured: dict) -> str:
    """Lowest and highest rate of the layers."""
    return f"{min(measured['spike_rate']):.4f}-{max(measured['spike_rate']):.4f}"


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:] or list(CATALOGUE)))
