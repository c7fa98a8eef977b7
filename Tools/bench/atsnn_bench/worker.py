"""`python -m atsnn_bench.worker PEER FOLDER THREADS TIMESTEPS`: one engine in a process of its own.

Reads one JSON command a line from the standard input and answers with one JSON line:
{"seconds": S, "images": N, "schedule": [...] or null} runs images for S seconds, at least N, and
gives the milliseconds of each; {"logits": N} gives the read-outs of the first N images; {"memory":
true} gives the peak resident memory. The first line it writes says that the first answer is there.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np

from .peers import registry

INPUTS = "inputs.npy"


def main(name: str, folder: Path, threads: int, timesteps: int) -> None:
    """Serves until the standard input ends."""
    images = np.load(folder / INPUTS)
    peer = registry.make(name, folder, threads, timesteps)
    peer.run(images[:1])
    say({"ready": True})
    for line in sys.stdin:
        command = json.loads(line)
        if "seconds" in command:
            say({"milliseconds": timed(peer, images, command)})
        elif "logits" in command:
            rows = [peer.run(images[i : i + 1]) for i in range(command["logits"])]
            say({"logits": [[float(v) for v in row] for row in rows]})
        else:
            say({"megabytes": peak_megabytes()})


def timed(peer, images: np.ndarray, command: dict) -> list[float]:
    """Milliseconds of each image run; whole turns of the schedule, if there is one."""
    schedule, times = command.get("schedule"), []
    turn = len(schedule) if schedule else 1
    end = time.perf_counter() + command["seconds"]
    while True:
        place = len(times) % len(images)
        image = images[place : place + 1]
        leave = schedule[len(times) % turn] if schedule else None
        start = time.perf_counter()
        peer.run(image, leave)
        stop = time.perf_counter()
        times.append((stop - start) * 1e3)
        if stop >= end and len(times) >= command["images"] and len(times) % turn == 0:
            return times


def peak_megabytes() -> float:
    """Peak resident memory of this process."""
    status = Path("/proc/self/status").read_text()
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    return int(kilobytes) * 1024 / 1e6


def say(answer: dict) -> None:
    """One line; engines' own messages go to the standard error."""
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
