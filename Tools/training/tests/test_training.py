import json

import pytest
import torch
from atsnn_training.__main__ import main
from safetensors import safe_open


@pytest.fixture
def arguments(config, data_folder, tmp_path):
    path = tmp_path / "tiny.json"
    path.write_text(json.dumps(config))
    return ["train", str(path), "--data", str(data_folder), "--run"]


def final_tensors(run):
    with safe_open(run / "model.safetensors", "pt") as file:
        return {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118


def test_train_finish_evaluate(arguments, data_folder, tmp_path, capsys):
    run, out = tmp_path / "run", tmp_path / "out"
    out.mkdir()
    assert main([*arguments, str(run)]) == 0
    assert len((run / "curve.jsonl").read_text().splitlines()) == 4
    assert main(["finish", str(run), "--data", str(data_folder), "--out", str(out)]) == 0
    figures = json.loads((out / "tiny.json").read_text())
    assert figures["test"]["images"] == 32 and sum(figures["test"]["exit_histogram"]) == 32
    assert "## Recipe" in (out / "tiny.md").read_text()
    recorded = json.loads((out / "tiny-logits.json").read_text())
    assert len(recorded["logits"]) == 32 and len(recorded["logits"][0]) == 4
    capsys.readouterr()
    assert main(["evaluate", str(out / "tiny.safetensors"), "--data", str(data_folder)]) == 0
    assert json.loads(capsys.readouterr().out) == figures["test"]


def test_a_resumed_run_ends_with_the_same_bits(arguments, tmp_path, monkeypatch):
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    assert main([*arguments, str(whole)]) == 0
    stop_after(monkeypatch, 3)
    with pytest.raises(KeyboardInterrupt):
        main([*arguments, str(broken)])
    monkeypatch.undo()
    assert main([*arguments, str(broken)]) == 0
    expected = final_tensors(whole)
    for name, tensor in final_tensors(broken).items():
        assert torch.equal(tensor, expected[name]), name


def test_steps_can_be_tried(arguments, tmp_path, capsys):
    run = tmp_path / "run"
    assert main([*arguments, str(run), "--steps", "2", "--batch", "3"]) == 0
    assert "s a step of 3, 64 training records" in capsys.readouterr().out
    assert not run.exists()
    assert main([*arguments, str(run), "--batch", "3"]) == 2
    assert "for --steps alone" in capsys.readouterr().err and not run.exists()


def stop_after(monkeypatch, epochs: int) -> None:
    """The user's interrupt in the epoch after `epochs` finished ones."""
    from atsnn_training.train import Trainer

    original = Trainer._train_once
    calls = []

    def interrupted(self, generator, steps=None):
        if len(calls) == epochs:
            raise KeyboardInterrupt
        calls.append(1)
        return original(self, generator)

    monkeypatch.setattr(Trainer, "_train_once", interrupted)


def test_phases_can_be_added_to_a_finished_run(arguments, config, tmp_path):
    run, path = tmp_path / "run", tmp_path / "tiny.json"
    assert main([*arguments, str(run)]) == 0
    config["phases"].append(config["phases"][1] | {"name": "again", "epochs": 1})
    path.write_text(json.dumps(config))
    assert main([*arguments, str(run)]) == 0
    curve = [json.loads(line) for line in (run / "curve.jsonl").read_text().splitlines()]
    assert [line["phase"] for line in curve][3:] == ["four timesteps", "again"]


def test_wrong_use_is_one_line_and_status_2(arguments, config, tmp_path, capsys):
    run = tmp_path / "run"
    assert main(["train", str(tmp_path / "absent.json"), "--data", ".", "--run", str(run)]) == 2
    assert main([*arguments[:3], str(tmp_path / "nowhere"), "--run", str(run)]) == 2
    run.mkdir()
    (run / "config.json").write_text(json.dumps(config | {"seed": 2}))
    assert main([*arguments, str(run)]) == 2
    errors = capsys.readouterr().err.splitlines()
    assert main([*arguments, str(run), "--device", "no-such"]) == 2
    errors += capsys.readouterr().err.splitlines()
    assert len(errors) == 4 and all(line.startswith("error: ") for line in errors)
