"""How every figure looks, and how it is left: a PNG and its JSON."""

import pathlib

import matplotlib
from program import write_json

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402

# Okabe and Ito's colours, told apart by most colour-blind readers.
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#D55E00", "#56B4E9", "#CC79A7", "#999999", "#F0E442")
DOTS_PER_INCH = 150

plt.rcParams.update(
    {
        "font.size": 10,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.grid": True,
        "grid.alpha": 0.3,
        "axes.axisbelow": True,
        "legend.frameon": False,
    }
)


def save(figure, out: pathlib.Path, name: str, data: dict) -> None:
    """Write OUT/NAME.png and OUT/NAME.json."""
    figure.savefig(out / f"{name}.png", dpi=DOTS_PER_INCH, bbox_inches="tight")
    plt.close(figure)
    write_json(out / f"{name}.json", data)
