"""`python -m atsnn_training VERB ...`: train a network, finish it, evaluate it. See README.md."""

import argparse
import sys
from pathlib import Path

from atsnn_networks.errors import UserError

from . import commands


def main(arguments: list[str] | None = None) -> int:
    """Runs one verb; 0 done, 2 wrong use or bad input with one line on stderr."""
    options = vars(_parser().parse_args(arguments))
    action = options.pop("action")
    try:
        action(**options)
    except UserError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="atsnn_training", description=__doc__)
    verbs = parser.add_subparsers(required=True, metavar="VERB")

    train = verbs.add_parser("train", help="train as a configuration says, or go on with its run")
    train.add_argument("config_path", type=Path, metavar="CONFIG")
    train.add_argument("--run", type=Path, required=True, help="folder for state and curve")
    train.add_argument("--device", default="cpu", help="cpu, cuda or cuda:N")
    train.add_argument("--steps", type=int, help="try this many steps, keep nothing, and stop")
    train.add_argument("--batch", type=int, help="records a step, for --steps alone")
    train.add_argument("--seed", type=int, help="instead of the configuration's")
    train.set_defaults(action=commands.train)

    finish = verbs.add_parser("finish", help="choose the exit; write checkpoint, card and figures")
    finish.add_argument("run", type=Path, metavar="RUN")
    finish.add_argument("--out", type=Path, required=True, help="folder to write into")
    finish.set_defaults(action=commands.finish)

    evaluate = verbs.add_parser("evaluate", help="print the figures of a checkpoint as JSON")
    evaluate.add_argument("model", type=Path, metavar="MODEL")
    evaluate.add_argument("--which", choices=("train", "test"), default="test")
    evaluate.add_argument("--limit", type=int, help="only the first records")
    evaluate.set_defaults(action=commands.evaluate_checkpoint)

    integers = verbs.add_parser(
        "integers",
        help="quantize a checkpoint with the program, print its figures on the test records",
        epilog="example: python -m atsnn_training integers nmnist.safetensors --data nmnist",
    )
    integers.add_argument("model", type=Path, metavar="MODEL")
    integers.add_argument("--weights", choices=("int8", "int16"), default="int8")
    integers.add_argument("--into", type=Path, help="figures of the run, to which to add them")
    integers.set_defaults(action=commands.integers)

    divide = verbs.add_parser(
        "divide",
        help="copy event recordings into Train and Test as a committed list says",
        epilog="example: python -m atsnn_training divide n-mnist/Train nmnist-small --out nmnist",
    )
    divide.add_argument("source", type=Path, metavar="FOLDER", help="label folders of recordings")
    divide.add_argument("name", metavar="LIST", help="a list of Tools/training/lists")
    divide.add_argument("--out", type=Path, required=True, help="data set to make")
    divide.set_defaults(action=commands.divide)

    pack = verbs.add_parser(
        "pack",
        help="a run's state as one file of at most 60 MB: float16 weights, no moments",
        epilog="example: python -m atsnn_training pack runs/vgg16 --out vgg16.pack",
    )
    pack.add_argument("run", type=Path, metavar="RUN")
    pack.add_argument("--out", type=Path, required=True, help="file to write")
    pack.set_defaults(action=commands.pack)

    unpack = verbs.add_parser("unpack", help="make a run folder of a packed run, to go on with")
    unpack.add_argument("packed", type=Path, metavar="FILE")
    unpack.add_argument("--run", type=Path, required=True, help="folder to make")
    unpack.set_defaults(action=commands.unpack)

    study = verbs.add_parser(
        "study",
        help="train and measure the rows of a study, every seed",
        epilog="example: python -m atsnn_training study studies/table5-cifar10.json "
        "--data cifar --runs runs --out results",
    )
    study.add_argument("study_path", type=Path, metavar="STUDY")
    study.add_argument("--runs", type=Path, required=True, help="folder for the run folders")
    study.add_argument("--out", type=Path, required=True, help="folder for a JSON file a row")
    study.add_argument("--device", default="cpu", help="cpu, cuda or cuda:N")
    study.add_argument("--seed", type=int, help="this seed alone")
    study.add_argument("--row", help="this row's network alone")
    study.add_argument("--steps", type=int, help="try this many steps of each, and stop")
    study.add_argument("--batch", type=int, help="records a step, for --steps alone")
    study.set_defaults(action=commands.run_study)

    results = verbs.add_parser("results", help="write RESULTS.md and RESULTS.json from the runs")
    results.add_argument(
        "--root", type=Path, default=Path("../.."), help="the repository, from here ../.."
    )
    results.set_defaults(action=commands.write_results)

    exits = verbs.add_parser(
        "exits",
        help="accuracy against mean timesteps: every score, rule and threshold",
        epilog="example: python -m atsnn_training exits "
        "../../Quantization/Models/fashion-mnist.safetensors "
        "--data /usr/share/datasets/fashion-mnist --out build",
    )
    exits.add_argument("model", type=Path, metavar="MODEL")
    exits.add_argument("--out", type=Path, required=True, help="folder for JSON and figure")
    exits.set_defaults(action=commands.draw_exits)

    for verb in (train, finish, evaluate, integers, study, exits):
        verb.add_argument(
            "--data", type=Path, required=True, help="folder of the data set, as published"
        )
    return parser


if __name__ == "__main__":
    sys.exit(main())
