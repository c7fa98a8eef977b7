"""An engine under measurement: the program itself, or a peer's worker process."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import mean, median

from .peers import registry

COLD_STARTS = 5


class Stopped(RuntimeError):
    """An engine that does not run; the text says why."""


class PeerProcess:
    """A worker on `cores`; `cold_ms` is from the start of the process to its first answer."""

    def __init__(self, name: str, folder: Path, cores: list[int], timesteps: int):
        """Starts the worker and waits for its first answer; Stopped if it ends before."""
        self.name, self.label = name, registry.PEERS[name].label
        self.log = folder / f"{name}.log"
        command = [sys.executable, "-m", f"{__package__}.worker", name, folder, len(cores)]
        start = time.perf_counter()
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [*map(str, command), str(timesteps)], stdin=subprocess.PIPE,
                stdout=subprocess.PIPE, stderr=log, text=True,
                env=os.environ | {"OMP_NUM_THREADS": str(len(cores))},
                preexec_fn=lambda: os.sched_setaffinity(0, cores),
            )  # fmt: skip
        self._answer()
        self.cold_ms = (time.perf_counter() - start) * 1e3

    def round(self, seconds: float, schedule: list[int] | None) -> float:
        """Milliseconds an image: the median, or the mean over whole turns of a schedule."""
        asked = {"seconds": seconds, "images": 3, "schedule": schedule}
        times = self._ask(asked)["milliseconds"]
        return mean(times) if schedule else median(times)

    def logits(self, count: int) -> list[list[float]]:
        """Read-outs of the first `count` images at the last timestep."""
        return self._ask({"logits": count})["logits"]

    def peak_megabytes(self) -> float:
        """Peak resident memory of the worker so far."""
        return self._ask({"memory": True})["megabytes"]

    def close(self) -> None:
        """Ends the worker."""
        self.process.stdin.close()
        self.process.wait(timeout=30)

    def _ask(self, command: dict) -> dict:
        try:
            self.process.stdin.write(json.dumps(command) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError as error:
            raise self._stopped() from error
        return self._answer()

    def _answer(self) -> dict:
        for line in self.process.stdout:
            if line.startswith("{"):
                return json.loads(line)
        raise self._stopped()

    def _stopped(self) -> Stopped:
        self.process.wait()
        lines = self.log.read_text().strip().splitlines() or ["no message"]
        return Stopped(f"{self.label} ended: {lines[-1][:160]}")


class Program:
    """`atsnn bench`, a process a round; reading the data is not in its figures."""

    name, label = "atsnn", "ATSNN runtime"

    def __init__(self, program: str, folder: Path, cores: list[int], data: Path):
        """`folder` holds net.atsnn; `data` its images."""
        self.program, self.cores = program, cores
        self.image, self.data = folder / "net.atsnn", data
        self.milliseconds, self.cold_ms, self.megabytes = 0.0, 0.0, 0.0

    def start(self) -> None:
        """One image in a new process is the cold start; a few say how long an image takes."""
        self.cold_ms = median(self._cold_start() for _ in range(COLD_STARTS))
        found = self._run("bench", "--limit", "8", "--exit", "never")
        self.milliseconds = found["latency_us"]["median"] / 1e3

    def _cold_start(self) -> float:
        start = time.perf_counter()
        self._run("run", "--limit", "1", "--exit", "never")
        return (time.perf_counter() - start) * 1e3

    def round(
        self, seconds: float, options: list[str], count: int | None = None, share: str = "image"
    ) -> float:
        """Milliseconds an image at `options` of bench; `count` images, else those of `seconds`.

        With `share` "image" the cores work on the same image, and it is the latency; with "images"
        each works on its own, and it is the time over the images.
        """
        if count is None:
            count = max(4, int(seconds * 1e3 / max(self.milliseconds, 1e-3)))
            count *= len(self.cores) if share == "images" else 1
        threads = ("--threads", str(len(self.cores)), "--share", share)
        found = self._run("bench", *options, "--limit", str(count), *threads)
        if "never" not in options or share == "images":
            return 1e3 / found["images_per_second"]
        self.milliseconds = found["latency_us"]["median"] / 1e3
        return self.milliseconds

    def peak_megabytes(self) -> float:
        """Peak resident memory of `run` on 100 images."""
        self._run("run", "--limit", "100", "--timesteps", "1")
        return self.megabytes

    def answers(self, *options: str) -> dict:
        """What `run --json` says."""
        return self._run("run", *options)

    def _run(self, verb: str, *options: str) -> dict:
        command = [self.program, verb, self.image, "--data", self.data, *options, "--json"]
        process = subprocess.Popen(
            list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            preexec_fn=lambda: os.sched_setaffinity(0, self.cores),
        )  # fmt: skip
        output, error = process.stdout.read(), process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise Stopped(f"atsnn {verb}: {error.decode().strip()}")
        self.megabytes = used.ru_maxrss * 1024 / 1e6
        return json.loads(output)
