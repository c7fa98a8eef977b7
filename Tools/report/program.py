"""What the reports share: the program's verbs, and saying what is being done."""

import json
import pathlib
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]


def atsnn(program: str | pathlib.Path, *arguments: object) -> dict:
    """Run one verb with --json and return its object; stop the report if it fails."""
    return json.loads(run([program, *arguments, "--json"], answers=(0, 1)))


def run(command: list, answers: tuple[int, ...] = (0,)) -> str:
    """Run a command and return its standard output; stop the report at another exit status."""
    words = [str(word) for word in command]
    result = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=False)
    if result.returncode not in answers:
        print(f"report: '{' '.join(words)}' ended with {result.returncode}", file=sys.stderr)
        sys.exit(2)
    return result.stdout


def step(text: str) -> None:
    """Say what is being done, with the time of day."""
    print(f"[{time.strftime('%H:%M:%S')}] {text}", file=sys.stderr, flush=True)


def write_json(path: pathlib.Path, value: object) -> None:
    """Write a JSON file whole, or not at all."""
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps(value, indent=1) + "\n")
    part.replace(path)
