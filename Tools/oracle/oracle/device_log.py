"""Logs of the Embedded builds, compared with vectors.json of one or of many folders (compare-log).

Lines: `vector NAME`, `step T node N output HEX membranes HEX` (- for pooling), `step T logits a,b`,
`step T readout a,b`, `step T score A B` (or -), `exit T class K`, and ` budget` behind it where the
budget ended the run. Other lines are ignored.
NAME is a vector's name, or FOLDER/VECTOR in a log of many folders.
"""

import json
from pathlib import Path


def expected_lines(vector):
    """The log of a vector as (key, value) pairs in order."""
    for t, step in enumerate(vector["timesteps"], start=1):
        for i, node in enumerate(step["nodes"]):
            digests = f"output {node['output']} membranes {node.get('membranes', '-')}"
            yield f"step {t} node {i}", digests
        for key in ("logits", "readout"):
            yield f"step {t} {key}", ",".join(map(str, step[key]))
        score = step["score"]
        yield f"step {t} score", "-" if score is None else f"{score[0]} {score[1]}"
    reason = " budget" if vector.get("exit_reason") == "budget" else ""
    yield "exit", f"{vector['exit_timestep']} class {vector['prediction']}{reason}"


def parse_line(line):
    """(key, value) of a log line, as expected_lines gives them; None for other lines."""
    words = line.split()
    if words[:1] == ["vector"] and len(words) == 2:
        return "vector", words[1]
    if words[:1] == ["exit"]:
        return "exit", " ".join(words[1:])
    if words[:1] == ["step"] and len(words) >= 4:
        length = 4 if words[2] == "node" else 3
        return " ".join(words[:length]), " ".join(words[length:])
    return None


def parse(text):
    """A log as {vector name: {key: value}}; ValueError for lines out of place or given twice."""
    logs, current = {}, None
    for number, line in enumerate(text.splitlines(), start=1):
        pair = parse_line(line)
        if pair is None:
            continue
        key, value = pair
        if key == "vector":
            if value in logs:
                raise ValueError(f"line {number}: vector {value} twice")
            current = logs.setdefault(value, {})
        elif current is None or key in current:
            raise ValueError(f"line {number}: {key} before a vector, or twice")
        else:
            current[key] = value
    return logs


def first_difference(vector, log):
    """The first line that the log lacks, has otherwise or has too many; None if there is none."""
    expected = dict(expected_lines(vector))
    for key, value in expected.items():
        if log.get(key) != value:
            return f"{key}: expected {value}, found {log.get(key, 'nothing')}"
    extra = next((key for key in log if key not in expected), None)
    return None if extra is None else f"{extra}: not expected"


def load_vectors(path):
    """The vectors of a vectors.json or its folder; of a folder of folders, named FOLDER/VECTOR."""
    path = Path(path)
    file = path / "vectors.json" if path.is_dir() else path
    if file.exists():
        return json.loads(file.read_text())["vectors"]
    vectors = []
    for found in sorted(path.glob("*/vectors.json")):
        for vector in load_vectors(found):
            vectors.append(vector | {"name": f"{found.parent.name}/{vector['name']}"})
    return vectors


def compare(vectors, text):
    """(passed, failed, skipped, first difference or None) of a log against vectors."""
    logs = parse(text)
    passed = failed = skipped = 0
    first = None
    for vector in vectors:
        if vector["name"] not in logs and "data_set" in vector["input"]:
            skipped += 1
            continue
        found = first_difference(vector, logs.pop(vector["name"], {}))
        passed, failed = passed + (found is None), failed + (found is not None)
        first = first or (found and f"{vector['name']}: {found}")
    for name in logs:
        failed += 1
        first = first or f"{name}: no such vector"
    return passed, failed, skipped, first
