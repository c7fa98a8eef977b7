"""A study: one network and budget, several methods, several seeds; a JSON file for every run."""

import json
from pathlib import Path

import torch
from atsnn_networks.errors import UserError

from . import checkpoint, evaluate, exit_policy, figures, methods
from .data import held_out_places, read_records

KEYS = {"name", "title", "base", "rows", "seeds", "baseline"}


def read(path: Path) -> dict:
    """The study in `path`; UserError if it is none, or names a method that is not known.

    `base` is a configuration without a method; `rows` list {"name", "method", "paper"}, or {"name",
    "of", "method"} for a row that reads the network of the row `of` otherwise; `baseline` names the
    row whose operations are the complexity 1.
    """
    try:
        study = json.loads(path.read_text())
    except (OSError, ValueError) as error:
        raise UserError(f"{path}: no readable study ({error})") from error
    if KEYS - study.keys():
        raise UserError(f"{path}: a study has the keys {', '.join(sorted(KEYS))}")
    for row in study["rows"]:
        methods.of(row)
    return study


def configuration(study: dict, row: dict, seed: int) -> dict:
    """The configuration of one run of a study."""
    name = f"{study['name']}-{row['name']}-s{seed}"
    return study["base"] | {"name": name, "seed": seed, "method": row["method"]}


def chosen_rows(study: dict, name: str | None) -> list[dict]:
    """The row called `name` and those that read its network; all without a name, else UserError."""
    rows = [r for r in study["rows"] if name in (None, r["name"], r.get("of"))]
    if not rows:
        known = ", ".join(row["name"] for row in study["rows"])
        raise UserError(f"study {study['name']}: no row {name!r}; its rows are {known}")
    return rows


def run_of(study: dict, row: dict, seed: int, folder: Path) -> Path:
    """The run folder of a row's network in `folder`."""
    return folder / f"{study['name']}-{row.get('of', row['name'])}-s{seed}"


def measure(study: dict, row: dict, seed: int, run: Path, data: Path) -> dict:
    """The figures of a finished run in the folder `run`, read as `row` says.

    The exit is chosen on the held-out training records by the base's rule; the test records are
    evaluated once.
    """
    config = configuration(study, row, seed)
    torch.set_num_threads(config["threads"])
    network = checkpoint.load_as_trained(run / "model.safetensors")
    output, method = network.graph["output"], methods.of(config)
    output.update(method.output(output["node"], config["timesteps"]))
    training = read_records(data, "train")
    places = held_out_places(training, config["data"]["held_out"])
    held_out = evaluate.run(network, training.chosen(places))
    test = evaluate.run(network, read_records(data, "test"), operations=True)
    leaving = exit_policy.by_rule(held_out, config["exit"])
    return {
        "study": study["name"],
        "row": row["name"],
        "seed": seed,
        "method": vars(method),
        "exit_rule": exit_policy.described(config["exit"], leaving),
        "test": figures.answers(network, test, leaving),
        "held_out": figures.answers(network, held_out, leaving),
        "spike_rates": figures.spike_rates(test),
        "provenance": figures.provenance(run),
    }
