"""`python -m atsnn_bench`: the runtime and its peers, interleaved; see Tools/bench/README.md."""

import argparse
import os
import sys
import time
from pathlib import Path

from . import catalogue, cost, networks, report
from .contestants import Stopped
from .measure import Settings, measure


def main() -> int:
    """Measures what is asked for and reports everything measured; 1 if an answer was wrong."""
    options = _parser().parse_args()
    settings = Settings(options.program, options.rounds, options.seconds)
    chosen = _chosen(options)
    for name, network in chosen.items():
        say(f"preparing {name}")
        networks.make(network, options.out / name, options.program)
    if not options.prepare:
        for name, network in chosen.items():
            for cores in _cores(options):
                say(f"measuring {name} on {len(cores)} of {len(os.sched_getaffinity(0))} cores")
                piece = measure(network, options.out / name, cores, settings)
                report.keep(options.out, f"{name}-{len(cores)}", piece)
    if options.cost:
        _cost(options)
    return report.write(options.out, list(catalogue.all_networks()), options.json)


def _cost(options: argparse.Namespace) -> None:
    say("preparing the networks of the cost curves")
    cost.prepare(options.out, options.program)
    if not options.prepare:
        say("measuring the cost curves")
        core = _cores(options)[0][0]
        found = cost.measure(options.out, options.program, core, options.rounds, options.seconds)
        report.keep(options.out, "cost", found)


def _chosen(options: argparse.Namespace) -> dict:
    known = catalogue.all_networks()
    names = options.networks.split(",") if options.networks else list(known)
    if options.networks == "none":
        return {}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise SystemExit(f"bench: no network {unknown[0]!r}; there are {', '.join(known)}")
    return {name: known[name] for name in names}


def _cores(options: argparse.Namespace) -> list[list[int]]:
    """The last core, then all of the first two; one of them with --cores."""
    there = sorted(os.sched_getaffinity(0))
    sets = {1: there[-1:], 2: there[-2:]}
    wanted = [options.cores] if options.cores else [1, 2]
    return [sets[count] for count in wanted if len(there) >= count]


def say(text: str) -> None:
    """Progress, with the time of day."""
    print(f"[{time.strftime('%H:%M:%S')}] {text}", file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="atsnn_bench",
        description=__doc__,
        epilog="example: make bench ROUNDS=3 NETWORKS=vgg9s,fashion-mnist",
    )
    parser.add_argument("--program", default="build/release/atsnn")
    parser.add_argument("--out", type=Path, default=Path("build/bench"))
    parser.add_argument("--networks", help="names with commas between, or none (default: all)")
    parser.add_argument("--cores", type=int, choices=(1, 2), help="default: one, then two")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=0.25, help="of a contestant in a round")
    parser.add_argument(
        "--cost", action=argparse.BooleanOptionalAction, default=True, help="the cost curves"
    )
    parser.add_argument("--prepare", action="store_true", help="make the networks, measure nothing")
    parser.add_argument("--json", action="store_true", help="print bench.json, not the tables")
    return parser


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Stopped as error:
        sys.exit(f"bench: {error}")
