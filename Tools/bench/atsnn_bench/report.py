"""Pieces of the report: kept one a file, put together as bench.json and a text."""

import json
import platform
import sys
from importlib import metadata
from pathlib import Path

from . import catalogue, cost, table
from .peers import registry


def keep(out: Path, name: str, piece: dict) -> None:
    """Keeps a piece for the report, in place of the one before."""
    folder = out / "pieces"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(piece) + "\n")


def write(out: Path, names: list[str], as_json: bool) -> int:
    """Writes bench.json and figures beside `out`, prints tables or JSON; 1 for a wrong answer."""
    pieces = [
        json.loads(path.read_text())
        for name in names
        for path in sorted((out / "pieces").glob(f"{name}-[12].json"))
    ]
    found = {"machine": machine(), "versions": versions(), "measured": pieces}
    found["not_measured"] = catalogue.not_measured()
    curves = out / "pieces/cost.json"
    if curves.exists():
        found["cost"] = json.loads(curves.read_text())
    out.with_suffix(".json").write_text(json.dumps(found, indent=1) + "\n")
    print(json.dumps(found)) if as_json else show(found)
    draw(out, found)
    wrong = faults(pieces)
    for fault in wrong:
        print(f"bench: {fault}", file=sys.stderr)
    return 1 if wrong else 0


def draw(out: Path, found: dict) -> None:
    """The figures; the rest of this file needs the standard library alone."""
    from . import figure

    figure.engines(found["measured"], out.with_suffix(".png"))
    if "cost" in found:
        figure.cost(found["cost"], out.with_name(f"{out.name}-cost.png"))


def show(found: dict) -> None:
    """Prints the tables."""
    print(heading(found))
    for piece in found["measured"]:
        print("\n" + table.piece(piece))
    if "cost" in found:
        print("\n" + cost.text(found["cost"]))
    for model, reason in found["not_measured"].items():
        print(f"\n{model}, trained: not run: {reason}")


def faults(pieces: list[dict]) -> list[str]:
    """Float engines that do not give the reference's logits."""
    return [
        f"{piece['title']}: {row['label']} differs from the float reference"
        for piece in pieces
        for row in piece["rows"]
        if (row["check"] or {}).get("exact") is False
    ]


def heading(found: dict) -> str:
    """Machine and versions, in lines of at most 100 columns."""
    lines, text = [found["machine"]["processor"]], ""
    for name, version in found["versions"].items():
        part = f"{name} {version}"
        if len(text) + len(part) > 96:
            lines.append(text)
            text = ""
        text += ("  " if text else "") + part
    return "\n".join([*lines, text])


def machine() -> dict:
    """The processor, by name."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    return {"processor": f"{names[0] if names else platform.machine()}, {len(names)} cores"}


def versions() -> dict[str, str]:
    """Versions of the peers and of Python."""
    packages = sorted({p for entry in registry.PEERS.values() for p in entry.packages} | {"numpy"})
    return {"python": platform.python_version()} | {p: metadata.version(p) for p in packages}
