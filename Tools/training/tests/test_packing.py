import json

import pytest
import torch
from atsnn_training import packing
from atsnn_training.__main__ import main
from test_training import stop_after


@pytest.fixture
def arguments(config, data_folder, tmp_path):
    """A run of a plain twin and then spikes that it teaches."""
    plain, taught = config["phases"][0], dict(config["phases"][1])
    config["surrogate_width"] = 1.0
    taught["distill"] = {"weight": 0.5, "heat": 2.0}
    taught["spike_rate"] = {"wanted": 0.05, "weight": 10.0}
    config["phases"] = [plain | {"activation": "ramp"}, taught]
    path = tmp_path / "tiny.json"
    path.write_text(json.dumps(config))
    return ["train", str(path), "--data", str(data_folder), "--run"]


def test_a_packed_run_goes_on_elsewhere(arguments, tmp_path, monkeypatch):
    here, there = tmp_path / "here", tmp_path / "there"
    stop_after(monkeypatch, 3)
    with pytest.raises(KeyboardInterrupt):
        main([*arguments, str(here)])
    monkeypatch.undo()
    assert main(["pack", str(here), "--out", str(tmp_path / "run.pack")]) == 0
    assert main(["unpack", str(tmp_path / "run.pack"), "--run", str(there)]) == 0
    before = torch.load(here / "state.pt", weights_only=True)
    after = torch.load(there / "state.pt", weights_only=True)
    assert after["progress"] == before["progress"]
    kept = [state["optimizers"]["optimizers"][0] for state in (before, after)]
    assert kept[1]["state"] == {}
    groups = [optimizer["param_groups"][0]["lr"] for optimizer in kept]
    assert groups[0] == groups[1]
    for name, tensor in after["network"].items():
        assert torch.allclose(tensor, before["network"][name], rtol=1e-3, atol=1e-6), name
    assert main([*arguments, str(there)]) == 0
    curve = (there / "curve.jsonl").read_text().splitlines()
    assert [json.loads(line)["epoch"] for line in curve] == [1, 2, 1, 2]


def test_the_packed_file_leaves_the_moments_out(arguments, tmp_path):
    assert main([*arguments, str(tmp_path / "run")]) == 0
    size = packing.pack(tmp_path / "run", tmp_path / "run.pack")
    whole = torch.load(tmp_path / "run.pack", weights_only=True)
    weights = [t for t in whole["state"]["network"].values() if t.dim() > 1]
    assert all(t.dtype == torch.float16 for t in weights) and whole["teacher"] is not None
    assert size == (tmp_path / "run.pack").stat().st_size


def test_bad_packs_are_one_line_and_status_2(arguments, tmp_path, capsys, monkeypatch):
    run, packed = tmp_path / "run", tmp_path / "run.pack"
    assert main(["pack", str(run), "--out", str(packed)]) == 2
    packed.write_bytes(b"no pack")
    assert main(["unpack", str(packed), "--run", str(tmp_path / "new")]) == 2
    assert main([*arguments, str(run)]) == 0
    capsys.readouterr()
    monkeypatch.setattr(packing, "LIMIT", 1000)
    assert main(["pack", str(run), "--out", str(packed)]) == 2
    assert packed.read_bytes() == b"no pack" and "more than 1000" in capsys.readouterr().err
    monkeypatch.undo()
    assert main(["pack", str(run), "--out", str(packed)]) == 0
    assert main(["unpack", str(packed), "--run", str(run)]) == 2
    assert "holds a run already" in capsys.readouterr().err
