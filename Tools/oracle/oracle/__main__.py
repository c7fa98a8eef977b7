"""Command line of the oracle: python3 -m oracle VERB ..."""

import argparse
import sys

from . import commands


def parser():
    """The argument parser of every verb."""
    top = argparse.ArgumentParser(prog="python3 -m oracle", description=__doc__)
    verbs = top.add_subparsers(dest="verb", required=True)
    verb = verbs.add_parser("vectors", help="write the committed vector folders")
    verb.add_argument("--out", required=True)
    verb.add_argument("--only", nargs="+", metavar="NAME")
    verb.set_defaults(run=commands.vectors)
    verb = verbs.add_parser("bad", help="write the images that every reader refuses")
    verb.add_argument("--out", required=True)
    verb.set_defaults(run=commands.bad)
    verb = verbs.add_parser("random", help="write random small networks")
    verb.add_argument("--count", type=int, default=50)
    verb.add_argument("--seed", type=int, default=1)
    verb.add_argument("--out", required=True)
    verb.add_argument("--trace-limit", type=int, default=20_000, metavar="CHARACTERS")
    verb.set_defaults(run=commands.random)
    return top


def main():
    """Run the verb; exit status 0 done, 1 the answer is no, 2 wrong use."""
    options = parser().parse_args()
    return options.run(options)


if __name__ == "__main__":
    sys.exit(main())
