"""The model card in Markdown, made from the figures and the configuration alone."""

import json
import textwrap

from .exit_policy import RULES

SCORES = {
    "confidence": "greatest softmax value of the read-out, at or above",
    "entropy": "normalised entropy of the read-out's softmax, at or below",
    "margin": "greatest value of the read-out minus the second, at or above",
}
TERMS = """Fashion-MNIST (Han Xiao, Kashif Rasul, Roland Vollgraf; Zalando SE, 2017), under the MIT
licence. The checkpoint holds no image of it."""


def text(figures: dict, config: dict) -> str:
    """The whole card."""
    parts = [
        _head(figures, config),
        _accuracy(figures, config),
        _spikes(figures),
        _data(figures, config),
    ]
    return "\n".join([*parts, _recipe(figures, config)])


def _head(figures: dict, config: dict) -> str:
    test, size = figures["test"], figures["size"]
    summary = f"""A convolutional spiking network with early exit: {_percent(test["exit_accuracy"])}
        of the {test["images"]:,} test images at {test["mean_timesteps"]:.3f} mean timesteps
        (float)."""
    neurons = ", ".join(f"{name} {count:,}" for name, count in size["neurons"].items())
    return (
        f"# {config['name']}\n\n{_paragraph(summary)}\n"
        f"- {size['parameters']:,} parameters, {size['checkpoint_bytes']:,} bytes, SHA-256\n"
        f"  `{size['checkpoint_sha256']}`\n"
        f"- neurons {neurons}\n"
        f"- an integer session takes at most {size['session_bytes_estimate']:,} bytes by the "
        "trainer's estimate;\n  `atsnn inspect` tells the exact figure of an image\n"
        "- structure: the graph in the checkpoint's metadata (`Quantization/CHECKPOINT.md`)\n"
    )


def _accuracy(figures: dict, config: dict) -> str:
    sets = {"test": figures["test"], "held out": figures["held_out"]}
    timesteps = len(figures["test"]["accuracy_per_timestep"])
    header = "".join(f" t = {t + 1} |" for t in range(timesteps))
    rows = "\n".join(
        f"| {name} | {s['images']:,} |"
        + "".join(f" {_percent(a)} |" for a in s["accuracy_per_timestep"])
        + f" {_percent(s['exit_accuracy'])} | {s['mean_timesteps']:.3f} |"
        f" {', '.join(str(n) for n in s['exit_histogram'])} |"
        for name, s in sets.items()
    )
    return (
        "## Accuracy\n\nFloat32, in PyTorch. The columns t = 1, 2, ... answer every image at that "
        "timestep.\n\n"
        f"| records | images |{header} with exit | mean timesteps | images leaving at 1, 2, ... |\n"
        f"|{' --- |' * (timesteps + 5)}\n{rows}\n\n{_exit_rule(figures, config)}"
    )


def _exit_rule(figures: dict, config: dict) -> str:
    rule, test = figures["exit_rule"], figures["test"]
    chosen = config["exit"].get(
        "remark", "Nothing was chosen on test records; they were evaluated once, after training."
    )
    at = ", ".join(f"{value:.6g}" for value in rule["thresholds"][:-1])
    return _paragraph(
        f"""Exit by {rule["score"]} ({SCORES[rule["score"]]}), thresholds {at} at timesteps 1, 2,
        ... . Rule: {RULES[rule["rule"]]}, with the fewest mean timesteps that cost the held-out
        records at most {100 * rule["tolerance"]:g} points against leaving never. {chosen} On them
        {_percent(test["spike_rate"])} of the neurons spike in an executed timestep, all layers
        pooled."""
    )


def _spikes(figures: dict) -> str:
    rates = figures["spike_rates"]
    timesteps = len(next(iter(rates.values())))
    header = "".join(f" t = {t + 1} |" for t in range(timesteps))
    rows = "\n".join(
        f"| {name} |" + "".join(f" {rate:.4f} |" for rate in values)
        for name, values in rates.items()
    )
    return (
        "## Spikes per neuron and timestep\n\nOn the test images, all timesteps run.\n\n"
        f"| layer |{header}\n|{' --- |' * (timesteps + 1)}\n{rows}\n"
    )


def _data(figures: dict, config: dict) -> str:
    files = "\n".join(f"| `{name}` | `{digest}` |" for name, digest in figures["data"].items())
    held_out = _held_out(config["data"]["held_out"])
    split = f"""Held out of training: {held_out}, for the exit threshold. The network
        is that of the last epoch; no epoch was picked."""
    terms = config["data"].get("terms", TERMS)
    return (
        f"## Data\n\n{_paragraph(terms)}\n| file | SHA-256 |\n| --- | --- |\n{files}\n\n"
        f"{_paragraph(split)}"
    )


def _held_out(held_out: dict) -> str:
    """Which records a configuration holds out, in words."""
    if "list" in held_out:
        return f"the thresholds recordings of `Tools/training/lists/{held_out['list']}.json`"
    if "every" in held_out:
        return f"every record whose number, from 1, is a multiple of {held_out['every']}"
    last = held_out["first"] + held_out["count"] - 1
    return f"records {held_out['first']} to {last} of the training files"


def _recipe(figures: dict, config: dict) -> str:
    made, machine = figures["provenance"], figures["provenance"]["machine"]
    versions = ", ".join(f"{name} {number}" for name, number in made["versions"].items())
    how = f"""Seed {config["seed"]}; commit {made["commit"]}; {versions}. {made["minutes"]} minutes
        of wall clock on {machine["threads"]} threads each of {machine.get("processes", 1)}
        processes on {machine["cpu"]}. Verbs `train` and `finish` of `Tools/training` with this
        configuration:"""
    return f"## Recipe\n\n{_paragraph(how)}\n```json\n{json.dumps(config, indent=2)}\n```\n"


def _paragraph(text: str) -> str:
    """The text with its white space evened out, in lines of at most 120 characters."""
    return textwrap.fill(" ".join(text.split()), 120) + "\n"


def _percent(share: float) -> str:
    return f"{100 * share:.2f} %"
