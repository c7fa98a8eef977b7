#!/usr/bin/env python3
"""The figure set of the accelerator's model, each a PNG with its JSON.

usage: figures.py ATSNN OUT NETWORKS FASHION [NAME...]

OUT takes the figures, NETWORKS seeded networks (made where they are not there), FASHION is the
folder of Fashion-MNIST in IDX form. NAMEs: components, exits, sensitivity, published, space; all
where none is given.
"""

import pathlib
import sys

import figure_components
import figure_exits
import figure_front
import figure_published
import figure_sensitivity
from program import step


def main(arguments: list[str]) -> int:
    """Draw the figures that are named."""
    if len(arguments) < 4:
        print(__doc__, file=sys.stderr)
        return 2
    program = arguments[0]
    out, networks, fashion = map(pathlib.Path, arguments[1:4])
    figures = {
        "components": lambda: figure_components.draw(program, out, networks),
        "exits": lambda: figure_exits.draw(program, out, fashion),
        "sensitivity": lambda: figure_sensitivity.draw(program, out, networks),
        "published": lambda: figure_published.draw(program, out, networks),
        "space": lambda: figure_front.draw(program, out, networks),
    }
    names = arguments[4:] or list(figures)
    unknown = [name for name in names if name not in figures]
    if unknown:
        print(f"figures.py: no figure {unknown[0]}; give {', '.join(figures)}", file=sys.stderr)
        return 2
    for folder in (out, networks):
        folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        step(f"drawing {name}")
        figures[name]()
    print(f"left in {out}: " + ", ".join(sorted(path.name for path in out.glob("*.png"))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
