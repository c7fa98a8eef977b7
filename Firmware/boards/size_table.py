"""A table of what the runtime costs each board, from its object and the log of its replay.

    size_table.py BUILD BOARD=SIZE_TOOL...           prints the table
    size_table.py --write README BUILD BOARD=...     puts it into README, between the marks
    size_table.py --check README BUILD BOARD=...     fails where a figure grew over 2 % of README's

Status: 0 done, 1 a figure grew or a board has no row, 2 wrong use.
"""

import argparse
import pathlib
import re
import subprocess
import sys

BEGIN, END = "<!-- sizes -->\n", "<!-- /sizes -->\n"
COLUMNS = ("code", "constants", "static RAM", "session RAM", "stack")
SECTIONS = {
    "code": r"\.text",
    "constants": r"\.s?rodata|\.data\.rel\.ro",
    "static RAM": r"\.s?(data(?!\.rel\.ro)|bss)",
}
MODEL = "fashion-int8"
LIMIT = 1.02


def section_bytes(tool: str, file: pathlib.Path, pattern: str) -> int:
    """Bytes of the sections whose names begin so."""
    lines = subprocess.run([tool, "-A", file], capture_output=True, text=True, check=True).stdout
    rows = (line.split() for line in lines.splitlines())
    return sum(int(row[1]) for row in rows if len(row) == 3 and re.match(pattern, row[0]))


def logged(log: str, pattern: str) -> str:
    """The number that a line of the log gives, "-" for none or zero."""
    found = re.search(pattern, log)
    return found[1] if found and int(found[1]) else "-"


def row(build: pathlib.Path, board: str, tool: str) -> list[str]:
    """The board's figures in the order of COLUMNS."""
    log = (build / board / "log").read_text()
    sizes = [section_bytes(tool, build / board / "atsnn.o", SECTIONS[key]) for key in SECTIONS]
    session = logged(log, rf"vector {MODEL}/.*\nmemory (\d+)")
    return [*map(str, sizes), session, logged(log, r"\nstack (\d+)")]


def render(rows: dict[str, list[str]]) -> str:
    """The table in Markdown."""
    lines = ["| board | " + " | ".join(COLUMNS) + " |", "| --- |" + " ---: |" * len(COLUMNS)]
    lines += [f"| {board} | " + " | ".join(row) + " |" for board, row in rows.items()]
    return "\n".join(lines) + "\n"


def recorded(readme: str) -> dict[str, list[str]]:
    """The rows between the marks."""
    table = readme.split(BEGIN)[1].split(END)[0].splitlines()[2:]
    cells = ([cell.strip() for cell in line.strip("|").split("|")] for line in table)
    return {row[0]: row[1:] for row in cells}


def growth(old: list[str], new: list[str]):
    """A sentence for each figure over the limit; a figure that was none may not appear."""
    for name, before, now in zip(COLUMNS, old, new):
        if now != "-" and (before == "-" or int(now) > LIMIT * int(before)):
            yield f"{name} was {before}, is {now}"


def check(readme: str, rows: dict[str, list[str]]) -> int:
    """Print what grew and the closing line of a test."""
    known = recorded(readme)
    failed = 0
    for board, new in rows.items():
        found = list(growth(known[board], new)) if board in known else ["has no row"]
        for sentence in found:
            print(f"{board}: {sentence}; if it must be so: make size-table", file=sys.stderr)
        failed += bool(found)
    print(f"{len(rows) - failed} passed, {failed} failed")
    return 1 if failed else 0


def main() -> int:
    """Print, write or check the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", type=pathlib.Path, metavar="README")
    parser.add_argument("--check", type=pathlib.Path, metavar="README")
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("boards", nargs="+", metavar="BOARD=SIZE_TOOL")
    options = parser.parse_args()
    pairs = (entry.split("=", 1) for entry in options.boards)
    rows = {board: row(options.build, board, tool) for board, tool in pairs}
    if options.check:
        return check(options.check.read_text(), rows)
    if options.write:
        text = options.write.read_text()
        before, after = text.split(BEGIN)[0], text.split(END)[1]
        options.write.write_text(before + BEGIN + render(rows) + END + after)
    else:
        print(render(rows), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
