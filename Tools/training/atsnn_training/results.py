"""`RESULTS.md` and `RESULTS.json`: our figures beside the paper's, from the runs' JSON alone."""

import json
from pathlib import Path

from atsnn_networks.errors import UserError

from . import study
from .expectations import expectations

MODELS = "Quantization/Models"


def collect(root: Path) -> dict:
    """Everything that RESULTS.md prints, of the repository `root`; UserError for unreadable JSON.

    `models` are the shipped networks' figures, `studies` the means over seeds of every row, `paper`
    the paper's rows with ours where a run's JSON is there, `others` the means over seeds of runs
    that are in neither.
    """
    training = root / "Tools" / "training"
    runs = {path.stem: _json(path) for path in sorted((training / "results").glob("*-s*.json"))}
    paper = _json(training / "results" / "paper.json")
    studies = [_study(path, runs) for path in sorted((training / "studies").glob("*.json"))]
    known = {row["run"] for row in paper}
    known |= {f"{study['name']}-{row}" for study in studies for row in study["rows"]}
    others = sorted({key.rsplit("-s", 1)[0] for key in runs} - known)
    return {
        "models": [
            _json(path) for path in sorted((root / MODELS).glob("*.json")) if _is_card(path)
        ],
        "studies": studies,
        "paper": [row | {"ours": _mean(_seeds(runs, row["run"]))} for row in paper],
        "others": {name: _other(_seeds(runs, name)) for name in others},
    }


def complexity(figures: dict, baseline: dict | None) -> float | None:
    """The paper's: operations with exits over those of the static network at every timestep."""
    if baseline is None:
        return None
    return figures["operations"] / baseline["operations_without_exit"]


def _other(runs: list[dict]) -> dict:
    """Means over seeds, of the float or trained network and of its integers in the program."""
    found = _mean(runs) | {"timesteps": len(runs[0]["test"]["accuracy_per_timestep"])}
    found["trained"] = runs[0].get("quantization", {}).get("weights", "float")
    for weights in ("int8", "int16"):
        measured = [run["program"][weights] for run in runs if weights in run.get("program", {})]
        if len(measured) == len(runs):
            found[weights] = {
                key: sum(one[key] for one in measured) / len(measured)
                for key in ("accuracy", "mean_timesteps")
            }
    return found


def _study(path: Path, runs: dict) -> dict:
    plan = study.read(path)
    means = {r["name"]: _mean(_seeds(runs, f"{plan['name']}-{r['name']}")) for r in plan["rows"]}
    for figures in filter(None, means.values()):
        figures["complexity"] = complexity(figures, means[plan["baseline"]])
    found = {"name": plan["name"], "title": plan["title"], "path": path.name, "rows": means}
    found["timesteps"] = plan["base"]["timesteps"]
    return found | {"expectations": expectations(means)}


def _seeds(runs: dict, name: str) -> list[dict]:
    return [run for key, run in runs.items() if key.rsplit("-s", 1)[0] == name]


def _mean(runs: list[dict]) -> dict | None:
    """Means over the seeds of a row; None where it was not run."""
    if not runs:
        return None
    tests = [run["test"] for run in runs]

    def mean(key: str) -> float:
        return sum(test[key] for test in tests) / len(tests)

    steps = zip(*(test["accuracy_per_timestep"] for test in tests), strict=True)
    rates = [run["spike_rates"] for run in runs]
    return {
        "seeds": len(runs),
        "accuracy_per_timestep": [sum(values) / len(values) for values in steps],
        "accuracy": mean("exit_accuracy"),
        "mean_timesteps": mean("mean_timesteps"),
        "spike_rate": mean("spike_rate"),
        "operations": mean("spike_operations_per_record"),
        "operations_without_exit": mean("spike_operations_without_exit"),
        "first_timestep_rates": {
            name: sum(rate[name][0] for rate in rates) / len(rates) for name in rates[0]
        },
    }


def _is_card(path: Path) -> bool:
    return not path.stem.endswith("-logits") and "test" in _json(path)


def _json(path: Path) -> dict | list:
    try:
        return json.loads(path.read_text())
    except (OSError, ValueError) as error:
        raise UserError(f"{path}: no readable results ({error})") from error
