"""What the program's verbs do."""

import json
from pathlib import Path

import torch
from atsnn_networks.errors import UserError

from . import (
    card,
    checkpoint,
    distributed,
    evaluate,
    event_lists,
    exit_curve,
    exit_policy,
    figures,
    networks,
    packing,
    program,
    recorded,
    results,
    results_text,
    study,
)
from .data import Split, held_out_places, ranges, read_records, split
from .exit_policy import Exit
from .network import Network
from .quantization import phase as quantization
from .train import Trainer


def read_config(path: Path) -> dict:
    """The run's configuration; UserError if it is missing or no JSON."""
    try:
        return json.loads(path.read_text())
    except (OSError, ValueError) as error:
        raise UserError(f"{path}: no readable configuration ({error})") from error


def train(
    config_path: Path, data: Path, run: Path, device: str,
    steps: int | None, batch: int | None, seed: int | None,
) -> None:  # fmt: skip
    """Trains into the folder `run` on `device`, or goes on where it stopped.

    `seed` takes the place of the configuration's; the folder keeps the configuration that was run.
    With `steps` it makes that many steps of the first phase, of `batch` records where given, prints
    their mean seconds instead and writes nothing.
    """
    config = read_config(config_path)
    config["seed"] = config["seed"] if seed is None else seed
    distributed.start(device)
    try:
        if _is_try(steps, batch):
            print(_attempt(config, data, run, device, steps, batch))
            return
        _go_on(_trainer(config, data, run, device))
    finally:
        distributed.stop()


def run_study(
    study_path: Path, data: Path, runs: Path, out: Path,
    device: str, seed: int | None, row: str | None, steps: int | None, batch: int | None,
) -> None:  # fmt: skip
    """Trains and measures every row of a study; `out` then holds a JSON file for each.

    What is there already is not done again; `seed` and `row` take one of the study's alone. With
    `steps` each network makes that many steps of `batch` records, as `train` does.
    """
    plan, tries = study.read(study_path), _is_try(steps, batch)
    for number in plan["seeds"] if seed is None else [seed]:
        for each in study.chosen_rows(plan, row):
            path = out / f"{plan['name']}-{each['name']}-s{number}.json"
            if path.is_file():
                continue
            run = study.run_of(plan, each, number, runs)
            if "of" not in each:
                config = study.configuration(plan, each, number)
                if tries:
                    tried = _attempt(config, data, run, device, steps, batch)
                    print(f"{each['name']}: {tried}", flush=True)
                    continue
                _go_on(_trainer(config, data, run, device))
            if not tries:
                measured = study.measure(plan, each, number, run, data)
                path.write_text(json.dumps(measured, indent=2) + "\n")
                print(path, measured["test"]["accuracy_per_timestep"], flush=True)


def write_results(root: Path) -> None:
    """Writes RESULTS.md and RESULTS.json of the repository `root` from its runs' JSON."""
    found = results.collect(root)
    folder = root / "Tools" / "training"
    (folder / "RESULTS.json").write_text(json.dumps(found, indent=1) + "\n")
    (folder / "RESULTS.md").write_text(results_text.text(found))
    done = sum(row["ours"] is not None for row in found["paper"])
    print(f"{folder / 'RESULTS.md'}: {done} of the paper's {len(found['paper'])} rows run")


def _is_try(steps: int | None, batch: int | None) -> bool:
    """Whether a few steps are only tried; UserError for another batch than the run's otherwise."""
    if batch is not None and (not steps or batch < 1):
        raise UserError("--batch is 1 or more, and for --steps alone; a run's is in its phases")
    return bool(steps)


def _attempt(
    config: dict, data: Path, run: Path, device: str, steps: int, batch: int | None
) -> str:
    """Makes some steps of a run's first phase, keeps nothing, and says what one of them took."""
    first, *others = config["phases"]
    phases = [first | {"batch": batch or first["batch"]}, *others]
    trainer = _trainer(config | {"phases": phases}, data, run, device, keeps=False)
    seconds, count = trainer.attempt(steps), len(trainer.split.training)
    return f"{seconds:.2f} s a step of {phases[0]['batch']}, {count} training records"


def _trainer(config: dict, data: Path, run: Path, device: str, keeps: bool = True) -> Trainer:
    """The trainer of a configuration, at its first epoch, in the folder `run` if it `keeps` one."""
    place = _device(device)
    records = _training_split(config, data)
    description = networks.build(config)
    if keeps:
        _prepare(run, config)
    torch.set_num_threads(config["threads"])
    torch.manual_seed(config["seed"])
    network = Network(description, config.get("surrogate_width"))
    network.set_norm_gain(config["norm_gain"])
    print(f"neurons {description.neuron_counts()}, parameters {description.parameter_count()}")
    print(f"an integer session takes at most about {description.session_bytes()} bytes")
    return Trainer(network.to(place), config, records, run)


def _go_on(trainer: Trainer) -> None:
    if trainer.resume():
        print(f"resuming after {trainer.progress}")
    trainer.run()


def finish(run: Path, data: Path, out: Path) -> None:
    """Chooses the exit on held-out records, then writes checkpoint, figures, card and logits.

    The test records are evaluated here, once, and decide nothing.
    """
    config = read_config(run / "config.json")
    torch.set_num_threads(config["threads"])
    network = checkpoint.load_as_trained(run / "model.safetensors")
    records = read_records(data, "train")
    places = held_out_places(records, config["data"]["held_out"])
    held_out = evaluate.run(network, records.chosen(places), show=True)
    chosen = exit_policy.by_rule(held_out, config["exit"])
    _annotate(network.graph, config, chosen, places)
    path = out / f"{config['name']}.safetensors"
    checkpoint.save(network, path)
    test = evaluate.run(network, read_records(data, "test"), show=True, operations=True)
    measured = {
        "name": config["name"],
        "size": figures.size(network, path),
        "test": figures.answers(network, test, chosen),
        "held_out": figures.answers(network, held_out, chosen) | config["data"]["held_out"],
        "exit_rule": exit_policy.described(config["exit"], chosen),
        "spike_rates": figures.spike_rates(test),
        "data": figures.data_files(data),
        "provenance": figures.provenance(run),
        "seed": config["seed"],
    }
    if any(map(quantization.is_asked, config["phases"])):
        measured["quantization"] = quantization.accuracies(config, figures.curve(run))
    path.with_suffix(".json").write_text(json.dumps(measured, indent=2) + "\n")
    path.with_suffix(".md").write_text(card.text(measured, config))
    logits_path = out / f"{config['name']}-logits.json"
    logits_path.write_text(recorded.logits(network, path, data))
    print(json.dumps({key: measured[key] for key in ("test", "held_out", "exit_rule")}, indent=2))


def evaluate_checkpoint(model: Path, data: Path, which: str, limit: int | None) -> None:
    """Prints the figures of a checkpoint with its own exit thresholds as one JSON object."""
    network = checkpoint.load_as_trained(model)
    records = read_records(data, which).part(0, limit or 10**9)
    outputs = evaluate.run(network, records, show=True, operations=True)
    print(json.dumps(figures.answers(network, outputs, exit_policy.of_graph(network.graph))))


def draw_exits(model: Path, data: Path, out: Path) -> None:
    """Writes the whole curve of accuracy against mean timesteps of a finished checkpoint.

    Thresholds come from the held-out training records that the checkpoint names.
    """
    network = checkpoint.load_as_trained(model)
    training = read_records(data, "train")
    held_out = network.graph.get("training", {}).get("held_out")
    if held_out is None:
        raise UserError(f"{model}: names no held-out records; `finish` its run first")
    runs = [held_out] if isinstance(held_out, dict) else held_out
    places = [place for run in runs for place in held_out_places(training, run)]
    before = evaluate.run(network, training.chosen(places), show=True)
    after = evaluate.run(network, read_records(data, "test"), show=True)
    found = exit_curve.curves(network, before, after)
    print(*exit_curve.write(found, model.stem, out), sep="\n")


def integers(model: Path, data: Path, weights: str, into: Path | None) -> None:
    """Prints the figures of a checkpoint's integers in the program as one JSON object.

    With `into` it adds them to a run's figures, under `program` and the width.
    """
    measured = program.integers(model, data, weights)
    print(json.dumps(measured, indent=2))
    if into is not None:
        found = read_config(into)
        found.setdefault("program", {})[weights] = measured
        into.write_text(json.dumps(found, indent=2) + "\n")


def pack(run: Path, out: Path) -> None:
    """Packs a run into one file of at most 60 MB."""
    print(f"{out}: {packing.pack(run, out):,} bytes")


def unpack(packed: Path, run: Path) -> None:
    """Makes a run folder of a packed run."""
    packing.unpack(packed, run)
    print(f"{run}: go on with `train`")


def divide(source: Path, name: str, out: Path) -> None:
    """Makes the data set that the list `name` describes from a folder of recordings."""
    counts = event_lists.divide(source, name, out)
    print(", ".join(f"{out / folder}: {count} recordings" for folder, count in counts.items()))


def _device(name: str) -> torch.device:
    """The device called `name`; UserError where torch has none."""
    try:
        torch.zeros(1, device=name)
    except (RuntimeError, AssertionError) as error:
        raise UserError(f"device {name}: torch cannot use it ({error})".split("\n")[0]) from error
    return torch.device(name)


def _training_split(config: dict, data: Path) -> Split:
    records = read_records(data, "train")
    records.check_augmentation(config["augmentation"])
    return split(records, held_out_places(records, config["data"]["held_out"]))


def _prepare(run: Path, config: dict) -> None:
    """Makes the run's folder; UserError if it is another run's."""
    run.mkdir(parents=True, exist_ok=True)
    kept = run / "config.json"
    if kept.is_file() and not _continues(read_config(kept), config):
        raise UserError(f"{run}: holds a run of another configuration; give a new folder")
    distributed.wait()
    if distributed.number() == 0:
        kept.write_text(json.dumps(config, indent=2) + "\n")


def _continues(old: dict, new: dict) -> bool:
    """Whether `new` is `old`, but for phases added at its end and the exit, chosen afterwards."""
    shared = len(old["phases"])
    changes = {"phases": new["phases"][:shared], "exit": old["exit"]}
    return old == new | changes


def _annotate(graph: dict, config: dict, chosen: Exit, held_out: list[int]) -> None:
    """Adds what only a finished network has: classes, training data, exit policy."""
    graph["classes"] = config["data"]["classes"]
    runs = ranges(held_out)
    graph["training"] = {
        "data": config["data"]["description"],
        "held_out": runs[0] if len(runs) == 1 else runs,
    }
    graph["exit"] = {
        "score": chosen.score,
        "thresholds": chosen.thresholds,
        "min_timestep": 1,
        "max_timestep": graph["timesteps"],
    }
