import json

import pytest
from atsnn_training import evaluate, expectations, networks, results, results_text
from atsnn_training import study as study_file
from atsnn_training.__main__ import main
from atsnn_training.quantization.network import QuantizedNetwork
from conftest import REPOSITORY

STUDIES = REPOSITORY / "Tools" / "training" / "studies"


@pytest.fixture
def study(config, tmp_path):
    base = {key: value for key, value in config.items() if key not in ("name", "seed")}
    phase = {"name": "both", "timesteps": 2, "epochs": 1, "batch": 16, "rate": 0.01}
    phase |= {"weight_decay": 0.0, "warm_up": 0.2, "precision": "float32"}
    base |= {"timesteps": 2, "phases": [phase], "surrogate_width": 1.0}
    base["exit"] = {"score": "entropy", "rule": "cutoff", "tolerance": 0.1}
    rows = [
        {"name": "static", "method": "static"},
        {
            "name": "representation",
            "of": "static",
            "method": {"name": "static", "representation": "weighted"},
        },
        {"name": "loss", "method": {"name": "atsnn", "neuron": "none", "representation": "mean"}},
        {"name": "neuron-loss", "method": {"name": "atsnn", "representation": "last"}},
        {"name": "atsnn", "of": "neuron-loss", "method": "atsnn"},
        {"name": "dt-snn", "method": "dt-snn"},
    ]
    plan = {"name": "tiny", "title": "Tiny", "seeds": [1, 2], "baseline": "static"}
    path = tmp_path / "tree" / "Tools" / "training" / "studies" / "tiny.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(plan | {"base": base, "rows": rows}))
    return path


def test_a_study_trains_measures_and_reports(study, data_folder, tmp_path):
    out = study.parents[1] / "results"
    out.mkdir()
    (tmp_path / "runs").mkdir()
    paper = (REPOSITORY / "Tools" / "training" / "results" / "paper.json").read_text()
    (out / "paper.json").write_text(paper)
    command = ["study", str(study), "--data", str(data_folder), "--runs", str(tmp_path / "runs")]
    assert main([*command, "--out", str(out)]) == 0
    assert (
        len(list(out.glob("tiny-*-s*.json"))) == 12
        and len(list((tmp_path / "runs").iterdir())) == 8
    )
    assert main(["results", "--root", str(tmp_path / "tree")]) == 0
    found = json.loads((study.parents[1] / "RESULTS.json").read_text())
    rows = found["studies"][0]["rows"]
    assert rows["static"]["seeds"] == 2
    first = [rows[name]["accuracy_per_timestep"][0] for name in ("static", "representation")]
    assert first[0] == first[1]
    one = json.loads((out / "tiny-atsnn-s1.json").read_text())["test"]
    other = json.loads((out / "tiny-atsnn-s2.json").read_text())["test"]
    mean = (one["spike_operations_per_record"] + other["spike_operations_per_record"]) / 2
    assert rows["atsnn"]["complexity"] == mean / rows["static"]["operations_without_exit"]
    text = (study.parents[1] / "RESULTS.md").read_text()
    assert "| static | 2 |" in text and "| 91.35 @ 4.00, 1.00 | not run | 0 |" in text


def test_integers_are_measured_as_integers(study, data_folder, tmp_path, monkeypatch):
    plan = json.loads(study.read_text())
    phase = plan["base"]["phases"][0]
    plan["base"]["phases"].append(phase | {"name": "i", "quantization": {"weights": "int8"}})
    plan["base"]["data"]["input"]["mean"] = [72.5]
    method = {"name": "atsnn", "neuron": "leaky"}
    plan["rows"] = [
        {"name": "static", "method": method | {"representation": "last"}},
        {"name": "weighted", "of": "static", "method": method},
    ]
    study.write_text(json.dumps(plan))
    measured, original = [], evaluate.run

    def noted(network, *rest, **options):
        measured.append((type(network), network.graph["output"]["representation"]["type"]))
        return original(network, *rest, **options)

    monkeypatch.setattr("atsnn_training.study.evaluate.run", noted)
    (tmp_path / "runs").mkdir()
    command = ["study", str(study), "--data", str(data_folder), "--runs", str(tmp_path / "runs")]
    assert main([*command, "--out", str(tmp_path), "--seed", "1"]) == 0
    integers = [(QuantizedNetwork, "last")] * 2 + [(QuantizedNetwork, "weighted")] * 2
    assert measured[-4:] == integers
    rows = [json.loads((tmp_path / f"tiny-{name}-s1.json").read_text())["test"] for name in
            ("static", "weighted")]  # fmt: skip
    assert rows[0]["spike_operations_without_exit"] == rows[1]["spike_operations_without_exit"]


def test_what_is_there_is_not_trained_again(study, data_folder, tmp_path, monkeypatch):
    (tmp_path / "runs").mkdir()
    for row in json.loads(study.read_text())["rows"]:
        (tmp_path / f"tiny-{row['name']}-s1.json").write_text("{}")
    monkeypatch.setattr("atsnn_training.commands._trainer", lambda *_: pytest.fail("trained"))
    options = ["--runs", str(tmp_path / "runs"), "--out", str(tmp_path), "--seed", "1"]
    assert main(["study", str(study), "--data", str(data_folder), *options]) == 0


def test_one_row_can_be_tried(study, data_folder, tmp_path, capsys):
    (tmp_path / "runs").mkdir()
    command = ["study", str(study), "--data", str(data_folder), "--runs", str(tmp_path / "runs")]
    command += ["--out", str(tmp_path), "--seed", "1", "--row"]
    assert main([*command, "neuron-loss", "--steps", "1"]) == 0
    assert "neuron-loss: " in capsys.readouterr().out and not list(tmp_path.glob("tiny-*"))
    assert main([*command, "static"]) == 0
    names = sorted(path.stem for path in tmp_path.glob("tiny-*"))
    assert names == ["tiny-representation-s1", "tiny-static-s1"]
    assert main([*command, "fast"]) == 2 and "no row 'fast'" in capsys.readouterr().err


@pytest.mark.parametrize("path", sorted(STUDIES.glob("*.json")), ids=lambda path: path.stem)
def test_committed_studies_describe_networks(path):
    plan = study_file.read(path)
    for each in plan["rows"]:
        config = study_file.configuration(plan, each, 1)
        description = networks.build(config)
        assert description.shapes()["logits"] == (len(config["data"]["classes"]),)
        phases = config["phases"]
        assert "of" in each or all("loss_weights" not in phase for phase in phases)


def row(first: float, accuracy: float, timesteps: float, complexity: float) -> dict:
    return {
        "accuracy_per_timestep": [first, 0.8],
        "accuracy": accuracy,
        "mean_timesteps": timesteps,
        "complexity": complexity,
    }


def test_expectations_are_compared_with_the_rows():
    rows = {
        "static": row(0.4, 0.8, 2.0, 1.0),
        "representation": row(0.4, 0.8, 2.0, 1.0),
        "loss": row(0.45, 0.8, 1.5, 0.9),
        "neuron-loss": row(0.6, 0.8, 1.5, 0.9),
        "atsnn": row(0.6, 0.79, 1.4, 0.95),
        "dt-snn": row(0.6, 0.8, 1.5, 0.9),
    }
    held = [each["held"] for each in expectations.expectations(rows)]
    assert held == [True, False, True, True, False, False]
    rows["dt-snn"] = None
    held = [each["held"] for each in expectations.expectations(rows)]
    assert held == [True, False, True, None, None, None]


def test_the_committed_results_are_those_of_the_runs():
    folder = REPOSITORY / "Tools" / "training"
    found = results.collect(REPOSITORY)
    assert json.loads((folder / "RESULTS.json").read_text()) == json.loads(json.dumps(found))
    assert (folder / "RESULTS.md").read_text() == results_text.text(found)
