import json
import os
import socket
import subprocess
import sys

import pytest
from conftest import REPOSITORY

TRAINING = REPOSITORY / "Tools" / "training"


@pytest.fixture
def torchrun(tmp_path, config, data_folder):
    """Runs a configuration into the folder `run` by two processes."""
    path = tmp_path / "tiny.json"
    path.write_text(json.dumps(config))
    train = ["train", path, "--data", data_folder, "--run", tmp_path / "run"]
    return launch("-m", "--", "atsnn_training", *train)


def launch(*arguments) -> subprocess.CompletedProcess:
    """Two processes of torchrun on a free port of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "torch.distributed.run", "--nproc-per-node", "2"]
    command += ["--master-port", str(port), *map(str, arguments)]
    paths = f"{TRAINING}:{REPOSITORY / 'Tools' / 'networks'}"
    environment = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONPATH": paths}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


DRIFT = """
import torch
from atsnn_training import distributed
distributed.start("cpu")
network = torch.nn.Linear(2, 2)
torch.nn.init.constant_(network.weight, distributed.number())
distributed.check_equal(network)
"""


@pytest.fixture
def torchrun_alone(tmp_path):
    """Two processes whose networks differ from the start."""
    script = tmp_path / "drift.py"
    script.write_text(DRIFT)
    return launch(script)


def test_two_processes_train_one_network(torchrun, tmp_path):
    assert torchrun.returncode == 0, torchrun.stderr
    lines = (tmp_path / "run" / "curve.jsonl").read_text().splitlines()
    assert len(lines) == 4 and json.loads(lines[-1])["processes"] == 2


def test_processes_that_drift_apart_are_noticed(torchrun_alone, tmp_path):
    assert torchrun_alone.returncode != 0
    assert "parameters of the processes differ" in torchrun_alone.stderr
