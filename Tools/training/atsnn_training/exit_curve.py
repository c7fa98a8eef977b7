"""Accuracy against mean timesteps: every threshold of every score and rule, as JSON and figure."""

import json
from pathlib import Path

from . import exit_policy
from .evaluate import Outputs
from .exit_policy import Exit
from .network import Network
from .scores import SCORES


def curves(network: Network, held_out: Outputs, test: Outputs) -> dict:
    """The points of all curves; thresholds come from the held-out records, figures from the test.

    A point has the mean timesteps and accuracy of both. Points that answer the test records as
    another point of their curve does are left out.
    """
    neurons = network.description.neuron_counts()
    found = {"accuracy_per_timestep": [round(a, 6) for a in test.accuracy_per_timestep()]}
    found["curves"] = [
        {"score": score, "rule": rule, "points": _points(held_out, test, score, rule, neurons)}
        for score in SCORES
        for rule in exit_policy.RULES
    ]
    return found


def _points(
    held_out: Outputs, test: Outputs, score: str, rule: str, neurons: dict[str, int]
) -> list[dict]:
    points = {}
    for thresholds in exit_policy.candidates(held_out, score, rule):
        point = _point(held_out, test, Exit(score, thresholds), neurons)
        points.setdefault(tuple(point["exit_histogram"]), point)
    return sorted(points.values(), key=lambda point: point["mean_timesteps"])


def _point(held_out: Outputs, test: Outputs, leaving: Exit, neurons: dict[str, int]) -> dict:
    before = exit_policy.apply(held_out, leaving.thresholds, leaving.score)
    after = exit_policy.apply(test, leaving.thresholds, leaving.score)
    at = exit_policy.places(test, leaving.thresholds, leaving.score)
    return {
        "thresholds": [round(value, 6) for value in leaving.thresholds],
        "held_out_accuracy": round(before.accuracy, 6),
        "held_out_mean_timesteps": round(before.mean_timesteps, 6),
        "accuracy": round(after.accuracy, 6),
        "mean_timesteps": round(after.mean_timesteps, 6),
        "exit_histogram": after.histogram,
        "spike_rate": round(test.pooled_rate(neurons, at), 6),
    }


def write(found: dict, name: str, out: Path) -> list[Path]:
    """Writes NAME-exits.json, one line a point, and NAME-exits.svg into `out`; their paths."""
    paths = [out / f"{name}-exits.json", out / f"{name}-exits.svg"]
    paths[0].write_text(_lines(found))
    _draw(found, name, paths[1])
    return paths


def _lines(found: dict) -> str:
    curves = []
    for curve in found["curves"]:
        head = json.dumps({"score": curve["score"], "rule": curve["rule"]})[:-1]
        points = ",\n".join("    " + json.dumps(point) for point in curve["points"])
        curves.append(f'  {head}, "points": [\n{points}\n  ]}}')
    steps = json.dumps(found["accuracy_per_timestep"])
    return f'{{"accuracy_per_timestep": {steps}, "curves": [\n' + ",\n".join(curves) + "\n]}\n"


def _draw(found: dict, name: str, path: Path) -> None:
    """The figure: a line a score and rule, and the fixed timesteps as dots."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = name
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4.5))
    for curve in found["curves"]:
        x = [point["mean_timesteps"] for point in curve["points"]]
        y = [100 * point["accuracy"] for point in curve["points"]]
        style = "-" if curve["rule"] == "uniform" else "--"
        axes.plot(x, y, style, linewidth=1, label=f"{curve['score']}, {curve['rule']}")
    steps = found["accuracy_per_timestep"]
    axes.plot(range(1, len(steps) + 1), [100 * a for a in steps], "ko", label="fixed timesteps")
    axes.set(xlabel="mean timesteps", ylabel="accuracy on the test records, %", title=name)
    axes.grid(alpha=0.3)
    axes.legend(fontsize=8)
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)
