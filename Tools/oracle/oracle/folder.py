"""Vector folders: image.atsnn, vectors.json and input files, as Tests/Vectors/README.md says."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from .budget import worst_case
from .digest import membrane_digest, output_digest
from .session import input_operations, run
from .writer import write

TRACE_LIMIT = 120_000  # characters of vectors.json beyond which a folder keeps digests only


@dataclass
class Input:
    """One input: bytes as the network sees them; source replaces the file when set.

    events: for event frames, the recording [x, y, polarity, microseconds] behind them.
    """

    data: bytes
    name: str = ""
    source: dict | None = None
    events: list | None = None


def node_record(model, step, i, trace):
    """A node's entry of a timestep: digests, and the trace if asked for."""
    output, membrane, node = step.outputs[i], step.membranes[i], model.nodes[i]
    record = {"output": output_digest(output, node.maximum_count)}
    if membrane is not None:
        record["membranes"] = membrane_digest(membrane, node.membrane_width)
    if trace:
        record["trace"] = {"output": output.reshape(-1).tolist()}
        if membrane is not None:
            record["trace"]["membranes"] = membrane.reshape(-1).tolist()
    return record


def step_record(model, step, trace):
    """A timestep's entry."""
    return {
        "nodes": [node_record(model, step, i, trace) for i in range(len(step.outputs))],
        "logits": step.logits.tolist(),
        "readout": step.readout.tolist(),
        "score": None if step.score is None else list(step.score),
        "synaptic_operations": step.synaptic_operations,
        "saturations": step.saturations,
    }


def vector_record(model, item, trace):
    """A vector's entry: runs the model on the input until it exits."""
    steps = run(model, item.data)
    reason = {"exit_reason": steps[-1].reason} if model.budget else {}
    return {
        "name": item.name,
        "input": item.source,
        "input_sha256": hashlib.sha256(item.data).hexdigest(),
        "timesteps": [step_record(model, s, trace) for s in steps],
        "exit_timestep": steps[-1].timestep,
        "prediction": steps[-1].prediction,
        **reason,
    }


def compact(value):
    """JSON without spaces."""
    return json.dumps(value, separators=(",", ":"))


def render(head, vectors):
    """vectors.json: one line a head key, one a timestep."""
    lines = [f"{json.dumps(k)}: {json.dumps(v)}," for k, v in head.items()]
    blocks = []
    for vector in vectors:
        steps = ",\n".join(compact(s) for s in vector["timesteps"])
        rest = compact({k: v for k, v in vector.items() if k != "timesteps"})
        blocks.append(f'{rest[:-1]},"timesteps":[\n{steps}\n]}}')
    return "{\n" + "\n".join(lines) + '\n"vectors": [\n' + ",\n".join(blocks) + "\n]\n}\n"


def write_folder(path, model, inputs, head, image=None, trace_limit=TRACE_LIMIT):
    """Write a folder; head holds rules, corner, command, seed, trace (None: if small).

    Old input files are removed first. Returns the folder's bytes.
    """
    path = Path(path)
    path.mkdir(parents=True, exist_ok=True)
    for old in path.glob("input-*.bin"):
        old.unlink()
    image = write(model) if image is None else image
    for i, item in enumerate(inputs):
        item.name = item.name or f"input-{i}"
        if item.source is None:
            item.source = {"file": f"input-{i}.bin"}
            (path / f"input-{i}.bin").write_bytes(item.data)
    text = folder_text(path.name, model, inputs, dict(head), image, trace_limit)
    (path / "image.atsnn").write_bytes(image)
    (path / "vectors.json").write_text(text)
    write_extra(path / "extra.json", model, inputs, head["rules"])
    return sum(f.stat().st_size for f in path.iterdir())


def write_extra(path, model, inputs, rules):
    """extra.json: what a replay does not need: recordings (rules E), input operations (C2),
    worst cases (C5).
    """
    lines = []
    if "C2" in rules:
        lines.append(f'"input_operations": {compact(input_operations(model))}')
    if "C5" in rules:
        worst = [worst_case(model, node) for node in model.nodes]
        lines.append(f'"worst_case_operations": {compact(worst)}')
    if any(i.events is not None for i in inputs):
        rows = ",\n".join(f"{json.dumps(i.name)}: {compact(i.events)}" for i in inputs)
        lines.append(f'"recordings": {{\n{rows}\n}}')
    path.unlink(missing_ok=True)
    if lines:
        path.write_text("{\n" + ",\n".join(lines) + "\n}\n")


def folder_text(name, model, inputs, head, image, trace_limit):
    """The text of vectors.json, with traces if asked for or small enough."""
    trace = head.pop("trace", None)
    full = {
        "format": 1,
        "arithmetic_version": 1,
        "name": name,
        **head,
        "image": "image.atsnn",
        "image_sha256": hashlib.sha256(image).hexdigest(),
    }
    text = render(full, [vector_record(model, i, trace is not False) for i in inputs])
    if trace is None and len(text) > trace_limit:
        text = render(full, [vector_record(model, i, False) for i in inputs])
    return text
