"""Flash and RAM of models on boards: python3 -m atsnn_memory VERB ...

report   tables of programs made by `make memory`, compared with `atsnn inspect`
logs     session bytes in the logs of golden vectors, compared with `atsnn inspect`
flags    the compiler's flags for a measuring program
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

from .logs import board_differences, image_differences
from .parts import state_parts
from .program import address_bits, read_program
from .report import differences, excesses, figures, session_bytes, text


def pairs(entries):
    """[(board, path)] of BOARD=PATH."""
    return [(entry.split("=", 1)[0], Path(entry.split("=", 1)[1])) for entry in entries]


def conclude(failures, total):
    """Print what failed and the closing line; the exit status."""
    for board, sentence in failures:
        print(f"{board}: {sentence}", file=sys.stderr)
    failed = len({board for board, _ in failures})
    print(f"{total - failed} passed, {failed} failed")
    return 1 if failures else 0


def flags(options):
    """-D flags: session and input bytes that inspect gives for an object's processor."""
    inspect = json.loads(Path(options.inspect).read_text())
    session = session_bytes(inspect, address_bits(options.object))
    shape = inspect["input"]
    size = shape["height"] * shape["width"] * shape["channels"]
    print(f"-DSESSION_BYTES={session} -DINPUT_BYTES={size}")
    return 0


def report(options):
    """Tables or JSON, then with --check what differs and, for --limit boards, what is too much."""
    image = Path(options.image).read_bytes()
    inspect = json.loads(Path(options.inspect).read_text())
    rows, failures = [], []
    for board, folder in pairs(options.boards):
        program = read_program(folder / "measure")
        log = (folder / "log").read_text()
        parts = state_parts(program.image)
        rows.append(figures(board, program, parts, log))
        found = list(differences(program, parts, log, inspect, image))
        found += excesses(rows[-1]) if board in options.limit else []
        failures += [(board, sentence) for sentence in found]
    print(json.dumps(rows, indent=1) if options.json else text(rows), end="\n" * options.json)
    return conclude(failures, len(rows)) if options.check or failures else 0


def logs(options):
    """Every folder of vectors by inspect, then every board's log by inspect."""
    inspections, failures = {}, []
    for path in sorted(Path(options.vectors).glob("*/image.atsnn")):
        command = [options.program, "inspect", path, "--json"]
        inspect = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
        inspections[path.parent.name] = inspect
        found = image_differences(path.read_bytes(), inspect)
        failures += [(path.parent.name, sentence) for sentence in found]
    for board, folder in pairs(options.boards):
        log, bits = (folder / "log").read_text(), address_bits(folder / "atsnn.o")
        failures += [(board, sentence) for sentence in board_differences(log, bits, inspections)]
    return conclude(failures, len(inspections) + len(options.boards))


def parser():
    """The argument parser of every verb."""
    top = argparse.ArgumentParser(
        prog="python3 -m atsnn_memory",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verbs = top.add_subparsers(dest="verb", required=True)
    for name, run in (("report", report), ("logs", logs), ("flags", flags)):
        verb = verbs.add_parser(name, help=run.__doc__.split(",")[0])
        verb.set_defaults(run=run)
        if name != "logs":
            verb.add_argument("--inspect", required=True, help="what atsnn inspect --json printed")
        if name == "flags":
            verb.add_argument("object", help="the runtime's object")
        else:
            verb.add_argument("boards", nargs="+", metavar="BOARD=FOLDER")
    report_verb, logs_verb = verbs.choices["report"], verbs.choices["logs"]
    report_verb.add_argument("--image", required=True)
    report_verb.add_argument("--json", action="store_true")
    report_verb.add_argument("--check", action="store_true", help="print passed and failed boards")
    report_verb.add_argument("--limit", action="append", default=[], metavar="BOARD")
    logs_verb.add_argument("--vectors", default="Tests/Vectors")
    logs_verb.add_argument("--program", required=True, help="the atsnn program")
    return top


def main():
    """Exit status 0 done, 1 something differs, 2 wrong use or bad input."""
    options = parser().parse_args()
    try:
        return options.run(options)
    except (OSError, ValueError, KeyError) as error:
        print(f"atsnn_memory: {type(error).__name__}: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
