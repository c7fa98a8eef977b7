"""Vector folders: reproducible, true to their commands, and at the corners they claim."""

import json
import shutil
import subprocess
import sys

import numpy as np
import pytest
from oracle.cases import CASES
from oracle.cases.registry import build_case
from oracle.commands import write_case
from oracle.device_log import compare, expected_lines, load_vectors
from oracle.model import SPIKING
from oracle.replay import difference, load, refresh, verify
from oracle.session import run

FILES = ("vectors.json", "image.atsnn", "input-0.bin")
ALL = sorted(CASES)


@pytest.mark.parametrize("name", ("leak-multiplier", "events-by-time", "exit-entropy"))
def test_folders_are_made_again_bit_for_bit(name, tmp_path, vectors_folder):
    write_case(tmp_path, name)
    for path in (vectors_folder / name).iterdir():
        assert (tmp_path / name / path.name).read_bytes() == path.read_bytes()


def test_every_folder_is_there_and_small(vectors_folder):
    found = {p.parent.name for p in vectors_folder.glob("*/vectors.json")}
    assert found >= set(CASES)
    for name in CASES:
        assert (vectors_folder / name / "vectors.json").stat().st_size < 150_000


def test_the_oracle_replays_all_folders(vectors_folder):
    lines = []
    passed, failed, _ = verify(vectors_folder, lines.append)
    assert lines == [] and failed == 0 and passed >= 200


def test_every_rule_is_named_by_a_folder():
    named = {rule for case in CASES.values() for rule in case.rules}
    rules = {
        "T": (1, 2, 3), "I": (1, 2, 3, 4), "E": (1, 2, 3, 4), "S": (1, 2, 3, 4, 5),
        "M": (1, 2, 3, 4, 5), "P": (1, 2), "R": (1, 2, 3, 4), "X": range(1, 9), "D": (2,),
        "C": (1, 2, 4), "O": (1, 2, 3),
    }  # fmt: skip
    for letter, numbers in rules.items():
        for number in numbers:
            assert (letter, number) == ("I", 4) or f"{letter}{number}" in named


def saturated_signs(name):
    """Signs of the membranes at the ends of their width after a run's saturations."""
    model, inputs, _ = build_case(name)
    signs = set()
    for item in inputs:
        for step in run(model, item.data):
            for node, membrane in zip(model.nodes, step.membranes):
                half = 2 ** (node.membrane_width - 1) if membrane is not None else 0
                if half:
                    signs |= {np.sign(v) for v in np.unique(membrane) if v in (-half, half - 2)}
                    signs |= {1} if (membrane >= half - 8192).any() else set()
    return signs


@pytest.mark.parametrize("name", ("saturate-16", "saturate-32"))
def test_saturation_is_reached_on_both_sides(name):
    assert saturated_signs(name) == {-1, 1}


@pytest.mark.parametrize("name", ("leak-none", "leak-retain", "leak-decay", "leak-multiplier"))
def test_leaks_meet_negative_odd_membranes(name):
    model, inputs, _ = build_case(name)
    steps = run(model, inputs[0].data)
    for i, node in enumerate(model.nodes):
        if node.kind == SPIKING:
            values = np.concatenate([s.membranes[i].reshape(-1) for s in steps])
            assert ((values < 0) & (values % 2 == 1)).any()


@pytest.mark.parametrize("score", ("confidence", "entropy", "margin"))
def test_every_score_exits_at_every_timestep(score, vectors_folder):
    contents, model = load(vectors_folder / f"exit-{score}")
    exits = {v["exit_timestep"] for v in contents["vectors"]}
    assert exits == set(range(1, len(model.timesteps) + 1))


@pytest.mark.parametrize("name", ALL)
def test_activity_is_neither_all_silent_nor_all_firing(name):
    model, inputs, _ = build_case(name)
    outputs = [
        o.reshape(-1)
        for item in inputs
        for step in run(model, item.data)
        for o, node in zip(step.outputs, model.nodes)
        if node.kind == SPIKING
    ]
    if outputs and name != "shift-right":
        assert 0.01 < np.concatenate(outputs).mean() < 0.9


def test_a_changed_weight_is_named_at_its_first_difference(tmp_path, vectors_folder):
    contents, model = load(vectors_folder / "residual-identity")
    model.nodes[2].connections[1].weights[0] += 9999
    vector = contents["vectors"][0]
    from oracle.replay import rerun

    data = (vectors_folder / "residual-identity" / "input-0.bin").read_bytes()
    found = difference(vector, rerun(model, vector, data))
    assert "node 2" in found and "timestep" in found


def test_refresh_leaves_a_true_folder_as_it_is(tmp_path, vectors_folder):
    shutil.copytree(vectors_folder / "sum-pool-2x2", tmp_path / "folder")
    before = (tmp_path / "folder" / "vectors.json").read_bytes()
    refresh(tmp_path / "folder")
    assert (tmp_path / "folder" / "vectors.json").read_bytes() == before


def log_of(contents):
    """The log that a faithful device prints."""
    lines = ["boot"]
    for vector in contents["vectors"]:
        lines.append(f"vector {vector['name']}")
        lines += [f"{key} {value}" for key, value in expected_lines(vector)]
    return "\n".join(lines) + "\n"


def test_compare_log_accepts_a_faithful_log_and_names_a_wrong_line(vectors_folder):
    contents = json.loads((vectors_folder / "max-pool-padded" / "vectors.json").read_text())
    log = log_of(contents)
    count = len(contents["vectors"])
    assert "exit 3 class" in log and "membranes -" in log
    assert compare(contents["vectors"], log) == (count, 0, 0, None)
    digest = contents["vectors"][1]["timesteps"][1]["nodes"][0]["output"]
    passed, failed, _, first = compare(contents["vectors"], log.replace(digest, "0" * 16))
    assert (passed, failed) == (count - 1, 1)
    assert first.startswith("input-1: step 2 node 0: expected output")


def test_compare_log_counts_a_missing_and_an_unknown_vector(vectors_folder):
    contents = json.loads((vectors_folder / "exit-margin" / "vectors.json").read_text())
    passed, failed, _, first = compare(contents["vectors"], "vector other\nexit 1 class 0\n")
    assert passed == 0 and failed == len(contents["vectors"]) + 1
    assert "found nothing" in first


def test_compare_log_of_many_folders(vectors_folder):
    vectors = load_vectors(vectors_folder)
    assert {v["name"].split("/")[0] for v in vectors} >= set(CASES)
    chosen = [v for v in vectors if v["name"].startswith("exit-")]
    log = log_of({"vectors": chosen})
    assert compare(chosen, log) == (len(chosen), 0, 0, None)
    assert load_vectors(vectors_folder / "exit-margin")[0]["name"] == "input-0"
    absent = {"name": "a/b", "input": {"data_set": "cifar10"}, "timesteps": []}
    assert compare([*chosen, absent], log) == (len(chosen), 0, 1, None)


def oracle(root, *arguments):
    """Run the command line in its own process."""
    command = [sys.executable, "-m", "oracle", *map(str, arguments)]
    environment = {"PYTHONPATH": str(root / "Tools" / "oracle"), "PATH": "/usr/bin:/bin"}
    return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=root)


def test_command_line_traces_verifies_and_compares(root, tmp_path, vectors_folder):
    folder = vectors_folder / "exit-margin"
    image, data = folder / "image.atsnn", folder / "input-0.bin"
    found = oracle(root, "trace", "--image", image, "--input", data)
    assert found.returncode == 0, found.stderr
    first = json.loads((folder / "vectors.json").read_text())["vectors"][0]
    assert json.loads(found.stdout)["timesteps"] == first["timesteps"]
    (tmp_path / "log").write_text(log_of({"vectors": [first]}))
    compared = oracle(root, "compare-log", "--vectors", folder / "vectors.json", tmp_path / "log")
    assert compared.returncode == 1 and compared.stdout.splitlines()[-1].startswith("1 passed")
    assert oracle(root, "verify", folder).stdout.splitlines()[-1].endswith("0 failed")
    wrong = oracle(root, "trace", "--image", image, "--input", image)
    assert wrong.returncode == 2 and len(wrong.stderr.splitlines()) == 1
