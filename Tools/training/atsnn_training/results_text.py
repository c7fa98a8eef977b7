"""The text of RESULTS.md, from what `results.collect` found and nothing else."""

HEAD = """# Results

Made by `python -m atsnn_training results`, in `Tools/training`, from the JSON files in `results`,
`studies` and `Quantization/Models`; `RESULTS.json` holds the same figures. "Not run" is a row of
the paper that awaits its run (`QUEUE.md`). Accuracies are shares of test images in percent;
thresholds come from held-out training records, and a network's card tells what else was known.
"""
NOT_RUN = "not run"


def text(found: dict) -> str:
    """The whole page."""
    parts = [HEAD, _models(found["models"]), _others(found["others"])]
    parts += [*map(_study, found["studies"]), _paper(found["paper"])]
    return "\n".join(parts)


def _models(models: list[dict]) -> str:
    rows = []
    for model in models:
        test = model["test"]
        steps = ", ".join(_percent(a) for a in test["accuracy_per_timestep"])
        rate = _percent(test["spike_rate"]) if "spike_rate" in test else "not counted"
        rows.append(
            f"| `{model['name']}` | {_percent(test['exit_accuracy'])} | "
            f"{test['mean_timesteps']:.3f} of {len(test['accuracy_per_timestep'])} | {steps} | "
            f"{rate} | {_program(model, 'int8')} | {_program(model, 'int16')} | "
            f"{test['images']:,} | {model['seed']} |"
        )
    head = (
        "| network | accuracy | mean timesteps | at 1, 2, ... | spike rate | int8 | int16 | images "
        "| seed |"
    )
    intro = (
        "## Shipped networks\n\nIn float; int8 and int16 are accuracy @ mean timesteps of what the "
        "program makes of it\n(`python -m atsnn_training integers`).\n\n"
    )
    return intro + _table(head, rows)


def _program(model: dict, weights: str) -> str:
    trained = model.get("quantization", {}).get("weights", "float")
    return _integers(model.get("program", {}) | {"trained": trained}, weights)


def _others(runs: dict[str, dict]) -> str:
    """Runs that belong to no study: means over their seeds."""
    rows = [
        f"| `{name}` | {run['trained']} | {run['seeds']} | {_percent(run['accuracy'])} @ "
        f"{run['mean_timesteps']:.3f} of {run['timesteps']} | {_percent(run['spike_rate'])} | "
        f"{_integers(run, 'int8')} | {_integers(run, 'int16')} |"
        for name, run in runs.items()
    ]
    head = "| run | trained as | seeds | with exit | spike rate | int8 | int16 |"
    intro = (
        "## Other runs\n\nAccuracy @ mean timesteps on the test records, means over the seeds: as "
        "trained, and what\nthe program makes of it (`python -m atsnn_training integers`). "
        "`README.md` has the commands.\n\n"
    )
    return intro + _table(head, rows)


def _integers(run: dict, weights: str) -> str:
    if run["trained"] not in ("float", weights):
        return "trained otherwise"
    if weights not in run:
        return NOT_RUN
    return f"{_percent(run[weights]['accuracy'])} @ {run[weights]['mean_timesteps']:.3f}"


def _study(study: dict) -> str:
    command = f"python -m atsnn_training study studies/{study['path']} --data CIFAR"
    intro = f"## {study['title']}\n\n`{command} --runs runs --out results`\n\n"
    if not any(study["rows"].values()):
        return f"{intro}All {len(study['rows'])} rows: {NOT_RUN}.\n"
    intro += (
        "Means over the seeds. The columns t = 1, 2, ... answer every image there; then exits.\n"
        "Complexity is spike-driven operations with exits over those of `static` at all\n"
        "timesteps.\n\n"
    )
    timesteps = study["timesteps"]
    rows = [_study_row(name, row, timesteps) for name, row in study["rows"].items()]
    steps = "".join(f" t = {t + 1} |" for t in range(timesteps))
    head = f"| row | seeds |{steps} with exit | mean timesteps | complexity |"
    return intro + _table(head, rows) + "\n" + _rates(study["rows"]) + _expected(study)


def _study_row(name: str, row: dict | None, timesteps: int) -> str:
    if row is None:
        return f"| {name} | 0 | {NOT_RUN} |" + " |" * (timesteps + 2)
    steps = " | ".join(_percent(a) for a in row["accuracy_per_timestep"])
    complexity = "" if row["complexity"] is None else f"{row['complexity']:.3f}"
    return (
        f"| {name} | {row['seeds']} | {steps} | {_percent(row['accuracy'])} | "
        f"{row['mean_timesteps']:.3f} | {complexity} |"
    )


def _rates(rows: dict) -> str:
    """Spike rates at timestep 1 by layer, which explain its accuracy."""
    run = {name: row["first_timestep_rates"] for name, row in rows.items() if row}
    layers = list(next(iter(run.values())))
    lines = [
        f"| {name} | " + " | ".join(f"{_percent(rates[layer])}" for layer in layers) + " |"
        for name, rates in run.items()
    ]
    head = "| spike rate at timestep 1 | " + " | ".join(layers) + " |"
    return _table(head, lines) + "\n"


def _expected(study: dict) -> str:
    """Which of the paper's expectations held."""
    answers = {True: "held", False: "did not hold", None: NOT_RUN}
    rows = [f"| {e['expected']} | {answers[e['held']]} |" for e in study["expectations"]]
    return _table("| expected | here |", rows)


def _paper(rows: list[dict]) -> str:
    lines = [
        f"| {row['table']} | {row['network']} | {row['data']} | {row['what']} | "
        f"{_figures(row['paper'])} | {_figures(row['ours']) if row['ours'] else NOT_RUN} | "
        f"{row['ours']['seeds'] if row['ours'] else 0} | `{row['run']}` |"
        for row in rows
    ]
    head = "| table | network | data | row | paper | ours | seeds | run |"
    intro = (
        "## The paper's rows\n\nAccuracy @ mean timesteps, complexity where the table has it; "
        "table 5 lists its four\ntimesteps. The run's command stands under its name in "
        "`QUEUE.md`.\n\n"
    )
    return intro + _table(head, lines)


def _figures(row: dict) -> str:
    """Of the paper, in percent already, or of ours, shares."""
    if "accuracy" not in row:
        return ", ".join(f"{a:.2f}" for a in row["accuracy_per_timestep"])
    accuracy = 100 * row["accuracy"] if "seeds" in row else row["accuracy"]
    complexity = f", {row['complexity']:.2f}" if row.get("complexity") is not None else ""
    return f"{accuracy:.2f} @ {row['mean_timesteps']:.2f}{complexity}"


def _table(head: str, rows: list[str]) -> str:
    columns = head.count("|") - 1
    return "\n".join([head, "|" + " --- |" * columns, *rows]) + "\n"


def _percent(share: float) -> str:
    return f"{100 * share:.2f}"
