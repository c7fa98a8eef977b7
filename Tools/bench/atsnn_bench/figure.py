"""The report's figures: engines side by side, and the cost curves."""

from pathlib import Path

import matplotlib
from matplotlib import pyplot, ticker

matplotlib.use("Agg")

OURS, PEER, CNN, LIMIT = "#1f6fb4", "#9aa5b1", "#d9a441", "#444444"


def engines(pieces: list[dict], path: Path) -> None:
    """Milliseconds an image on one core, a panel a network, with the machine's limit."""
    pieces = [piece for piece in pieces if piece["cores"] == 1]
    if not pieces:
        return
    height = 0.26 * sum(len(p["rows"]) + 2 for p in pieces) + 0.6
    ratios = [len(p["rows"]) for p in pieces]
    figure, panels = pyplot.subplots(
        len(pieces), 1, figsize=(9, height), squeeze=False, height_ratios=ratios
    )
    for panel, piece in zip(panels[:, 0], pieces):
        _panel(panel, piece)
    panels[-1, 0].set_xlabel(
        "milliseconds an image, median, batch 1, one core\n"
        "line: the machine's limit for the spiking network, dashed where images leave early"
    )
    figure.tight_layout()
    figure.savefig(path, dpi=120)
    pyplot.close(figure)


def _panel(panel, piece: dict) -> None:
    rows = piece["rows"][::-1]
    names = [f"{row['label']}, T {row['timesteps']:.3g}" for row in rows]
    ours = [row["engine"].startswith("atsnn") for row in rows]
    colours = [OURS if o else CNN if row["cnn"] else PEER for o, row in zip(ours, rows)]
    panel.barh(names, [row["median_ms"] for row in rows], color=colours)
    panel.set_xscale("log")
    panel.xaxis.set_major_locator(ticker.LogLocator(subs=(1, 2, 5)))
    panel.xaxis.set_major_formatter(ticker.FormatStrFormatter("%g"))
    panel.xaxis.set_minor_formatter(ticker.NullFormatter())
    panel.set_title(piece["title"], fontsize=9, loc="left")
    panel.tick_params(labelsize=8)
    limit = piece.get("limit", {})
    for key, style in (("fixed_ms", "-"), ("adaptive_ms", "--")):
        if key in limit:
            panel.axvline(limit[key], color=LIMIT, linestyle=style, linewidth=1)
    times = [row["median_ms"] for row in rows] + [v for k, v in limit.items() if k.endswith("_ms")]
    panel.set_xlim(min(times) / 2, max(times) * 1.6)
    for place, row in enumerate(rows):
        panel.text(row["median_ms"], place, f" {row['median_ms']:.3g}", va="center", fontsize=7)


def cost(found: dict, path: Path) -> None:
    """Time against spike rate, timesteps and width."""
    figure, panels = pyplot.subplots(1, len(found["curves"]), figsize=(10, 3.4))
    for panel, (axis, curve) in zip(panels, found["curves"].items()):
        points = curve["points"]
        panel.plot([p["place"] for p in points], [p["median_ms"] for p in points], "o-", color=OURS)
        slope = curve["picoseconds_per_operation"]
        panel.set_title(f"{slope:.2f} ps an operation, r2 {curve['r2']:.3f}", fontsize=9)
        panel.set_xlabel(axis)
        panel.set_xlim(left=0)
        panel.set_ylim(bottom=0)
    panels[0].set_ylabel("milliseconds an image")
    figure.tight_layout()
    figure.savefig(path, dpi=120)
    pyplot.close(figure)
