#!/usr/bin/env python3
"""Peak resident memory of `atsnn run` on 100 images, against that of an empty Swift program.

usage: run_memory.py ATSNN SCRATCH

Runs the shipped network (Tests/Vectors/fashion-int8, its inputs repeated) on one thread. What is
mapped, model and data, is taken off; more than 10 MB above the empty program is a failure. The
last line is `N passed, N failed`.
"""

import os
import pathlib
import subprocess
import sys

VECTORS = pathlib.Path("Tests/Vectors/fashion-int8")
IMAGES = 100
LIMIT_KB = 10 * 1024


def write_inputs(path: pathlib.Path) -> None:
    """The vectors' inputs, again and again, as one NumPy file of bytes (N,28,28,1)."""
    inputs = [(VECTORS / f"input-{index}.bin").read_bytes() for index in range(8)]
    text = f"{{'descr': '|u1', 'fortran_order': False, 'shape': ({IMAGES}, 28, 28, 1), }}"
    text += " " * (-(11 + len(text)) % 64) + "\n"
    head = b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text.encode()
    path.write_bytes(head + b"".join(inputs[index % 8] for index in range(IMAGES)))


def peak_kb(command: list[str]) -> int:
    """Greatest resident memory of a program that must succeed."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"run_memory: {' '.join(command)} ended with status {status}")
    return usage.ru_maxrss


def main() -> None:
    """The comparison, printed."""
    atsnn, scratch = sys.argv[1], pathlib.Path(sys.argv[2])
    scratch.mkdir(parents=True, exist_ok=True)
    (scratch / "empty.swift").write_text("")
    empty, data = scratch / "empty", scratch / "images.npy"
    subprocess.run(["swiftc", "-O", scratch / "empty.swift", "-o", empty], check=True)
    write_inputs(data)
    image = VECTORS / "image.atsnn"
    mapped = (image.stat().st_size + data.stat().st_size) // 1024
    ours = peak_kb([atsnn, "run", str(image), "--data", str(data), "--json"]) - mapped
    above = ours - peak_kb([str(empty)])
    print(f"{ours:,} KB less mapped files, {above:,} KB above an empty program")
    passed = above <= LIMIT_KB
    if not passed:
        print(f"more than {LIMIT_KB:,} KB above")
    print("1 passed, 0 failed" if passed else "0 passed, 1 failed")
    sys.exit(not passed)


if __name__ == "__main__":
    main()
