#!/usr/bin/env python3
"""Run the commands that documents show, and compare what they print with what the documents say.

usage: readme_examples.py [--slow] FILE...

An example is a fenced block of the kind `console`: lines that begin with `$ ` are commands (a
backslash at the end continues one), the lines under a command are its standard output. A command
with nothing under it is only run. `...` on a line of its own stands for any lines. Commands run in
the working folder, those of a document in one shell; each must end with status 0.

A comment before the block, `<!-- example: slow, varies latency -->`, says that the block is run
only with --slow, and that in lines with the word `latency` the numbers are not compared.

Every `make TARGET` in a document's code must be a target. Closes with `N passed, N failed`.
Status: 0 as the documents say, 1 not, 2 wrong use.
"""

import argparse
import dataclasses
import difflib
import pathlib
import re
import subprocess
import sys
import tempfile

BLOCK = re.compile(r"(?:<!-- example: ([^\n]*?) -->\n)?```console\n(.*?)```", re.S)
CODE = re.compile(r"^```\w*\n.*?^```|`make [^`\n]+`|^    .*?$", re.S | re.M)
TARGET = re.compile(r"\bmake (?:-\S+ )*([a-z][a-z0-9-]*)(?![\w/.=-])")
NUMBER = re.compile(r"\d[\d.,]*")


@dataclasses.dataclass
class Step:
    """A command, the lines it must print, and the words of lines whose numbers vary."""

    command: str
    expected: list[str]
    varies: list[str]

    def masked(self, line: str) -> str:
        """The line as it is compared."""
        if not any(word in line for word in self.varies):
            return line.rstrip()
        return " ".join(NUMBER.sub("#", line).split())

    def differences(self, printed: str) -> list[str]:
        """What a reader would see otherwise; empty where the document is right."""
        wanted = [self.masked(line) for line in self.expected]
        got = [self.masked(line) for line in printed.splitlines()]
        if not wanted or matches(wanted, got):
            return []
        return list(difflib.unified_diff(wanted, got, "document", "program", lineterm="", n=1))


def matches(wanted: list[str], got: list[str]) -> bool:
    """Whether the lines are those wanted, `...` standing for any number of lines."""
    if not wanted:
        return not got
    if wanted[0] != "...":
        return bool(got) and wanted[0] == got[0] and matches(wanted[1:], got[1:])
    return any(matches(wanted[1:], got[skipped:]) for skipped in range(len(got) + 1))


def steps(block: str, varies: list[str]):
    """The commands of a block, each with the lines under it."""
    lines = iter(block.replace("\\\n", "").splitlines())
    step = None
    for line in lines:
        if line.startswith("$ "):
            if step:
                yield step
            step = Step(line[2:], [], varies)
        elif step:
            step.expected.append(line)
        else:
            raise ValueError(f"a console block begins with output: {line!r}")
    if step:
        yield step


def examples(text: str, slow: bool) -> list[Step]:
    """The steps of a document that are to be run."""
    found = []
    for options, block in BLOCK.findall(text):
        words = [option.strip() for option in options.split(",")]
        if slow or "slow" not in words:
            varies = [word.removeprefix("varies ") for word in words if word.startswith("varies ")]
            found += steps(block, varies)
    return found


def run(found: list[Step]):
    """Runs the steps in one shell; yields each with its status, output and errors."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        script = ""
        for i, step in enumerate(found):
            streams = f">{folder}/{i}.out 2>{folder}/{i}.err"
            script += f"{{ {step.command}\n}} {streams}; echo $? >{folder}/{i}.status\n"
        subprocess.run(["bash", "-c", script], check=False, stdin=subprocess.DEVNULL)
        for i, step in enumerate(found):
            texts = [(folder / f"{i}.{end}") for end in ("status", "out", "err")]
            yield step, *(path.read_text() if path.exists() else "" for path in texts)


def failures(found: list[Step]) -> int:
    """Runs the steps, says what differs, returns how many did."""
    failed = 0
    for step, status, printed, errors in run(found):
        differences = step.differences(printed)
        if status.strip() == "0" and not differences:
            continue
        failed += 1
        print(f"$ {step.command}\nstatus {status.strip() or 'none: the shell ended'}")
        print("\n".join([*differences, *errors.splitlines()[-5:]]))
    return failed


def named_targets(text: str) -> set[str]:
    """The targets of make that code in the document names."""
    return {target for code in CODE.findall(text) for target in TARGET.findall(code)}


def known_targets() -> set[str]:
    """All targets that make has."""
    command = ["make", "-pRrq", "help"]
    database = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return set(re.findall(r"^([^#\s=:][^\s=:]*):(?!=)", database, re.M))


def main() -> int:
    """Run the documents; print what differs and the closing line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--slow", action="store_true", help="the slow examples too")
    parser.add_argument("documents", nargs="+", type=pathlib.Path, metavar="FILE")
    options = parser.parse_args()
    passed = failed = 0
    known = known_targets()
    for document in options.documents:
        text = document.read_text()
        found = examples(text, options.slow)
        named = named_targets(text)
        unknown = sorted(named - known)
        wrong = failures(found)
        for target in unknown:
            print(f"{document}: make {target}: there is no such target")
        if found or named:
            print(f"{document}: {len(found)} commands, {len(named)} targets")
        passed += len(found) - wrong + len(named) - len(unknown)
        failed += wrong + len(unknown)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
