#!/usr/bin/env python3
"""Compare `atsnn stream` with `atsnn run` on recordings of N-MNIST's form.

usage: stream_recordings.py ATSNN SEEDED FOLDER [NMNIST]

A network of 34x34 events with random weights is made by SEEDED (Tools/networks/seeded), once binned
by time and once by count. On its own synthetic recordings, and on some of NMNIST (a folder of label
folders; skipped where it is not given), the stream's first window in bins of the recording's own
width must answer as the run does: with one timestep fewer than the network's, for its last frame
takes the remainder too (rules E1, E2), and by count also with all, on the recording cut to whole
bins. A stream through a long queue must print the same, and one through a queue of a single event
must account for every event. Closes with `N passed, N failed, N skipped`.
"""

import json
import pathlib
import shutil
import struct
import subprocess
import sys
import zlib

RECORDINGS = 8
RECORD = 5


def lines(command: list, data: bytes | None = None) -> list[dict]:
    """The JSON objects that a command prints."""
    result = subprocess.run([*map(str, command)], input=data, capture_output=True, check=True)
    return [json.loads(line) for line in result.stdout.splitlines()]


def make_network(seeded: str, folder: pathlib.Path) -> tuple[pathlib.Path, pathlib.Path]:
    """The model image and its recordings."""
    image, records = folder / "nmnist.atsnn", folder / "records"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    lines(
        [sys.executable, seeded, "nmnist", "--rate", "0.15", "--seed", "1", "--count",
         RECORDINGS, "-o", folder / "nmnist.safetensors", "--image", image, "--keep", records,
         "--json"]
    )  # fmt: skip
    return image, records


class Comparison:
    """One network; counts what agrees."""

    def __init__(self, program: str, image: pathlib.Path, rule: str):
        """`rule`: how the image bins recordings, `time` or `count`."""
        self.program, self.image, self.rule = program, image, rule
        self.scratch = image.parent / "one"
        self.passed = self.failed = 0
        self.timesteps = lines([program, "inspect", image, "--json"])[0]["timesteps"]

    def stream(self, data: bytes, *options) -> list[dict]:
        """The stream's lines; the last has the totals."""
        return lines([self.program, "stream", self.image, "--json", *options], data)

    def run(self, data: bytes, *options) -> tuple[int, int]:
        """Class and timestep of the recording, by the data set's reader."""
        path = self.scratch / "0" / "00001.bin"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        command = [self.program, "run", self.image, "--data", path.parents[1], "--predictions"]
        report = lines([*command, "--json", *options])[0]
        return report["predictions"][0], report["exit_histogram"].index(1) + 1

    def check(self, what: str, got, wanted) -> None:
        """Count and say."""
        if got == wanted:
            self.passed += 1
        else:
            self.failed += 1
            print(f"{what}: the stream gives {got}, the run {wanted}")

    def recording(self, path: pathlib.Path) -> None:
        """All comparisons on one recording."""
        data = path.read_bytes()
        count, steps = len(data) // RECORD, self.timesteps
        first, last = (int.from_bytes(data[i:][2:5], "big") & 0x7FFFFF for i in (0, -RECORD))
        width = (last - first) // steps if self.rule == "time" else count // steps
        rule = ("--bin-ms", width / 1000) if self.rule == "time" else ("--bin-events", width)
        if width == 0:
            return
        self.answers(f"{path}, by {self.rule}", data, rule, steps - 1)
        if self.rule == "count":
            self.answers(f"{path}, whole", data[: width * steps * RECORD], rule, steps)
        plain = self.stream(data, *rule)
        self.check(f"{path}, long queue", self.stream(data, *rule, "--queue", count), plain)
        totals = self.stream(data, *rule, "--queue", 1)[-1]
        self.check(f"{path}, short queue", totals["events"] + totals["dropped"], count)

    def answers(self, what: str, data: bytes, rule: tuple, steps: int) -> None:
        """The first window of `steps` bins against the run to timestep `steps`."""
        window = self.stream(data, *rule, "--window", steps)[0]
        wanted = self.run(data, "--timesteps", steps)
        self.check(what, (window["class"], window["timestep"]), wanted)


def by_count(image: pathlib.Path) -> pathlib.Path:
    """The same model image binned by count: byte 1 of its MODEL section, and the two checksums."""
    data = bytearray(image.read_bytes())
    sections = struct.unpack_from("<I", data, 24)[0]
    for entry in range(64, 64 + 32 * sections, 32):
        kind, _, _, offset, size = struct.unpack_from("<5I", data, entry)
        if kind == 1:
            data[offset + 1] = 2
            struct.pack_into("<I", data, entry + 20, zlib.crc32(data[offset : offset + size]))
    table = data[64 : 64 + 32 * sections]
    struct.pack_into("<I", data, 60, zlib.crc32(table, zlib.crc32(data[:60])))
    made = image.with_name("nmnist-by-count.atsnn")
    made.write_bytes(data)
    return made


def main() -> int:
    """Compare all; 0 all agree, 1 not, 2 wrong use."""
    if len(sys.argv) not in (4, 5):
        print(__doc__, file=sys.stderr)
        return 2
    program, seeded, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    image, records = make_network(seeded, folder)
    real = pathlib.Path(sys.argv[4]) if len(sys.argv) == 5 else None
    found = {"synthetic": sorted(records.glob("*/*.bin"))}
    found["N-MNIST"] = sorted(real.glob("*/*.bin"))[:: max(1, 1000 // RECORDINGS)] if real else []
    passed = failed = 0
    for rule, model in (("time", image), ("count", by_count(image))):
        comparison = Comparison(program, model, rule)
        for recordings in found.values():
            for path in recordings:
                comparison.recording(path)
        passed, failed = passed + comparison.passed, failed + comparison.failed
    for name, recordings in found.items():
        print(f"{name}: {len(recordings)} recordings")
    print(f"{passed} passed, {failed} failed, {0 if found['N-MNIST'] else 1} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
