import json

import pytest
import torch
from atsnn_training.__main__ import main
from atsnn_training.optimizers import Optimizers
from test_training import final_tensors, stop_after
from torch import nn

MUON = {"rate": 0.1, "weight_decay": 0.0}
PHASE = {"rate": 0.01, "weight_decay": 0.0, "warm_up": 0.5, "muon": MUON}


@pytest.fixture
def network():
    torch.manual_seed(3)
    return nn.Sequential(
        nn.Conv2d(3, 8, 3), nn.BatchNorm2d(8), nn.Conv2d(8, 16, 3), nn.Flatten(), nn.Linear(16, 16)
    )


def moved(network: nn.Module, phase: dict) -> dict[str, torch.Tensor]:
    """What one step changes of every parameter."""
    before = {name: p.detach().clone() for name, p in network.named_parameters()}
    optimizers = Optimizers(network, phase, steps=10)
    images = torch.randn(64, 3, 5, 5, generator=torch.Generator().manual_seed(1))
    network(images).square().sum().backward()
    optimizers.step()
    return {name: p.detach() - before[name] for name, p in network.named_parameters()}


@pytest.mark.parametrize("memory", [torch.contiguous_format, torch.channels_last])
def test_muon_moves_hidden_convolutions_along_an_orthogonal_matrix(network, memory):
    change = moved(network.to(memory_format=memory), PHASE)
    singular = torch.linalg.svdvals(change["2.weight"].flatten(1))
    rate = MUON["rate"] / 25  # one cycle starts from a 25th
    assert 0.5 * rate < singular.median() and singular.max() < 1.5 * rate


def test_the_order_in_memory_does_not_matter(network):
    one = moved(network, PHASE)
    network.zero_grad()
    with torch.no_grad():
        for name, p in network.named_parameters():
            p -= one[name]
    two = moved(network.to(memory_format=torch.channels_last), PHASE)
    assert torch.allclose(one["2.weight"], two["2.weight"], atol=1e-4)


def test_adamw_moves_all_else(network):
    with_muon = moved(network, PHASE)
    assert all(change.abs().max() > 0 for change in with_muon.values())
    rate = PHASE["rate"] / 25
    for name in ("0.weight", "4.weight", "1.weight"):
        assert with_muon[name].abs().max() == pytest.approx(rate, rel=0.01), name


def test_a_resumed_run_with_muon_ends_with_the_same_bits(
    config, data_folder, tmp_path, monkeypatch
):
    for phase in config["phases"]:
        phase["muon"] = {"rate": 0.02, "weight_decay": 0.05}
    path = tmp_path / "tiny.json"
    path.write_text(json.dumps(config))
    arguments = ["train", str(path), "--data", str(data_folder), "--run"]
    assert main([*arguments, str(tmp_path / "whole")]) == 0
    stop_after(monkeypatch, 3)
    with pytest.raises(KeyboardInterrupt):
        main([*arguments, str(tmp_path / "broken")])
    monkeypatch.undo()
    assert main([*arguments, str(tmp_path / "broken")]) == 0
    expected = final_tensors(tmp_path / "whole")
    for name, tensor in final_tensors(tmp_path / "broken").items():
        assert torch.equal(tensor, expected[name]), name
