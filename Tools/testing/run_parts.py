#!/usr/bin/env python3
"""Run the parts of a test target, each with a log, and close with `N passed, N failed`.

usage: run_parts.py LOGS [--budget MINUTES] NAME=COMMAND...

Parts run one after another in the order given; a part that fails does not stop the rest. A part's
tests are counted from the closing lines of its runner (swift-testing, pytest, cmocka, or a plain
`N passed, N failed`). A part that exits non-zero counts at least one failure, and so does one that
exits zero without having run a test: a check that cannot fail is no check.

Exit status: 0 if nothing failed, 1 otherwise, 2 for wrong use.
"""

import argparse
import dataclasses
import pathlib
import re
import subprocess
import sys
import time

PLAIN = re.compile(r"^(?:\w+: )?(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$", re.M)
SWIFT_TESTING = re.compile(
    r"Test run with (\d+) tests?.*?(passed|failed)(?:.*?with (\d+) issues?)?"
)
PYTEST = re.compile(r"^=*\s*(?:(\d+) failed, )?(\d+) passed(?:, (\d+) skipped)?.* in [\d.]+s", re.M)
CMOCKA_PASSED = re.compile(r"\[  PASSED  \] (\d+) test")
CMOCKA_FAILED = re.compile(r"\[  FAILED  \] .*?: (\d+) test|^\[  FAILED  \] (\d+) test", re.M)


@dataclasses.dataclass
class Outcome:
    """What a part did: tests passed, failed and skipped, and its wall time in seconds."""

    name: str
    passed: int
    failed: int
    skipped: int
    seconds: float


def count(text: str) -> tuple[int, int, int]:
    """Tests passed, failed and skipped according to the runners' closing lines in a log."""
    passed = failed = skipped = 0
    for match in PLAIN.finditer(text):
        passed += int(match[1])
        failed += int(match[2])
        skipped += int(match[3] or 0)
    for match in SWIFT_TESTING.finditer(text):
        broken = max(1, int(match[3] or 1)) if match[2] == "failed" else 0
        passed += max(0, int(match[1]) - broken)
        failed += broken
    for match in PYTEST.finditer(text):
        failed += int(match[1] or 0)
        passed += int(match[2])
        skipped += int(match[3] or 0)
    passed += sum(int(m) for m in CMOCKA_PASSED.findall(text))
    failed += sum(int(a or b) for a, b in CMOCKA_FAILED.findall(text))
    return passed, failed, skipped


def run(name: str, command: str, logs: pathlib.Path) -> Outcome:
    """Run one part through the shell; its output goes to LOGS/NAME.log."""
    print(f"  {name:<24} ...", end="", flush=True)
    log = logs / f"{name}.log"
    start = time.monotonic()
    with log.open("wb") as out:
        status = subprocess.run(
            ["bash", "-c", command], stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT
        ).returncode
    seconds = time.monotonic() - start
    text = log.read_text(errors="replace")
    passed, failed, skipped = count(text)
    if status != 0 or passed == 0:
        failed = max(1, failed)
    counts = f"{passed:>5} passed {failed:>3} failed {skipped:>3} skipped"
    print(f"\r  {name:<24} {counts} {seconds:7.1f} s")
    if failed:
        print_tail(text, log, status)
    return Outcome(name, passed, failed, skipped, seconds)


def print_tail(text: str, log: pathlib.Path, status: int) -> None:
    """Show the end of a failed part's log, indented."""
    print(f"    exit status {status}; the end of {log}:")
    for line in text.splitlines()[-40:]:
        print(f"    | {line}")


def main() -> int:
    """Run all parts and print the table's last lines."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("logs", type=pathlib.Path)
    parser.add_argument("--budget", type=float, default=0, help="minutes the whole may take")
    parser.add_argument("parts", nargs="+", metavar="NAME=COMMAND")
    options = parser.parse_args()
    options.logs.mkdir(parents=True, exist_ok=True)
    outcomes = []
    for part in options.parts:
        name, separator, command = part.partition("=")
        if not separator:
            parser.error(f"'{part}' is not NAME=COMMAND")
        outcomes.append(run(name, command, options.logs))
    total = sum(o.seconds for o in outcomes)
    failed = sum(o.failed for o in outcomes)
    print(f"  {'all parts':<24} {total:.0f} s")
    if options.budget and total > 60 * options.budget:
        print(f"  over the budget of {options.budget:g} minutes")
        failed += 1
    skipped = sum(o.skipped for o in outcomes)
    if skipped:
        print(f"  {skipped} skipped: their data set is not at hand")
    print(f"{sum(o.passed for o in outcomes)} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
