"""How much of the machine others used while something was measured."""

import os
import resource
import time
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
BUSY = (0, 1, 2, 5, 6, 7)
"""Of the first line of /proc/stat: user, nice, system, interrupts twice, stolen by the host."""


class Load:
    """Counts from the moment it is made; `workers` are processes whose time is ours."""

    def __init__(self, workers: list[int]):
        """Takes the counters."""
        self._workers = workers
        self._time, self._busy, self._own = time.monotonic(), busy_seconds(), self._ours()

    def foreign_cores(self) -> float:
        """Cores that others kept busy on the average, 0 and up."""
        wall = time.monotonic() - self._time
        others = (busy_seconds() - self._busy) - (self._ours() - self._own)
        return max(0.0, others / wall)

    def _ours(self) -> float:
        kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        used = sum(u.ru_utime + u.ru_stime for u in map(resource.getrusage, kinds))
        return used + sum(
            process_seconds(Path(f"/proc/{p}/stat").read_text()) for p in self._workers
        )


def busy_seconds() -> float:
    """Seconds of all cores since the machine started."""
    return machine_seconds(Path("/proc/stat").read_text().splitlines()[0])


def machine_seconds(line: str) -> float:
    """Busy seconds in the first line of /proc/stat."""
    counts = [int(word) for word in line.split()[1:]]
    return sum(counts[place] for place in BUSY) / TICKS


def process_seconds(text: str) -> float:
    """Seconds that a process used, from its /proc/PID/stat; its name may hold anything."""
    fields = text[text.rindex(")") + 2 :].split()
    return (int(fields[11]) + int(fields[12])) / TICKS
