"""Command line of the oracle: python3 -m oracle VERB ..."""

import argparse
import sys

from . import commands, commands_check


def add(verbs, name, action, text, *arguments):
    """Add a verb; arguments are (name or flag, keyword arguments) pairs."""
    verb = verbs.add_parser(name, help=text)
    for flag, options in arguments:
        verb.add_argument(flag, **options)
    verb.set_defaults(run=action)
    return verb


def parser():
    """The argument parser of every verb."""
    top = argparse.ArgumentParser(prog="python3 -m oracle", description=__doc__)
    verbs = top.add_subparsers(dest="verb", required=True)
    out = ("--out", {"required": True})
    image = ("--image", {"required": True})
    add(verbs, "vectors", commands.vectors, "write the committed vector folders and bad/",
        out, ("--only", {"nargs": "+", "metavar": "NAME"}))  # fmt: skip
    add(verbs, "bad", commands.bad, "write the images that every reader refuses", out)
    add(verbs, "random", commands.random, "write random small networks", out,
        ("--count", {"type": int, "default": 50}), ("--seed", {"type": int, "default": 1}),
        ("--trace-limit", {"type": int, "default": 20_000, "metavar": "CHARACTERS"}))  # fmt: skip
    model = add(verbs, "vectors-model", commands.vectors_model, "vectors of a model on real data",
                image, ("--name", {"required": True}), ("--indices", {"required": True}),
                ("--file", {"help": "of the data set, under $ATSNN_DATA/DATA_SET"}),
                ("--out", {"default": "Tests/Vectors"}),
                ("--corner", {"default": commands.DEFAULT_CORNER}))  # fmt: skip
    source = model.add_mutually_exclusive_group(required=True)
    source.add_argument("--data", help="IDX file of images, gzipped or not; inputs are committed")
    source.add_argument("--data-set", help="cifar10, cifar100 or nmnist; inputs stay outside")
    for verb in ("run", "trace"):
        add(verbs, verb, commands_check.run, f"{verb} an image on an input file, as JSON",
            image, ("--input", {"required": True}))  # fmt: skip
    add(verbs, "verify", commands_check.verify, "replay vector folders", ("directory", {}))
    add(verbs, "compare-log", commands_check.compare_log, "compare a device's log with vectors",
        ("--vectors", {"required": True, "help": "vectors.json, its folder, or a folder of such"}),
        ("log", {"help": "a file, or - for input"}))  # fmt: skip
    return top


def main():
    """Run the verb; exit status 0 done, 1 the answer is no, 2 wrong use or bad input."""
    options = parser().parse_args()
    try:
        return options.run(options)
    except (OSError, ValueError, KeyError) as error:
        print(f"oracle: {type(error).__name__}: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
