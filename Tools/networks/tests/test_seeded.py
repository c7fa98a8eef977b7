"""The command: rates and answers are those of the oracle on the image that it writes."""

import json

import numpy as np
import pytest
from atsnn_networks import safetensors
from atsnn_networks.catalogue import describe_named
from atsnn_networks.seeding.command import main
from oracle import reader, session

SMALL = {
    "vgg9s": 0.1,
    "vgg16": 0.04,
    "resnet19": 0.04,
    "resnet19-heavy": 0.02,
    "fashion-mnist": 0.2,
    "nmnist": 0.3,
}


def seed(folder, name, *options, width=None, number=3):
    """Runs the command; the report, the paths of checkpoint, image and records."""
    model, image = folder / f"{name}.safetensors", folder / f"{name}.atsnn"
    records = folder / (name if name == "nmnist" else f"{name}.npy")
    width = width or SMALL.get(name, 1.0)
    status = main(
        [name, "--rate", "0.15", "--seed", str(number), "--width", str(width), "--count", "2",
         "-o", str(model), "--image", str(image), "--keep", str(records), "--json", *options]
    )  # fmt: skip
    return status, model, image, records


def rates(model, inputs):
    """Spikes per neuron and timestep of every spiking layer, and the last answers."""
    runs = [session.run(model, data) for data in inputs]
    spiking = [i for i, node in enumerate(model.nodes) if node.kind == 1]
    layers = [np.mean([[s.outputs[i].mean() for s in run] for run in runs]) for i in spiking]
    return layers, [run[-1].prediction for run in runs]


@pytest.mark.parametrize("name", [n for n in SMALL if n != "nmnist"])
def test_the_oracle_measures_the_reported_rates(name, tmp_path, capsys):
    status, _, image, records = seed(tmp_path, name)
    report = json.loads(capsys.readouterr().out)
    images = np.load(records)
    measured, answers = rates(reader.read(image.read_bytes()), [x.tobytes() for x in images])
    assert measured == pytest.approx([layer["rate"] for layer in report["layers"]], abs=1e-12)
    assert answers == np.load(tmp_path / f"{name}-labels.npy").tolist()
    assert status == (1 if report["missed"] else 0)


def test_event_recordings_give_the_same_frames(tmp_path, capsys):
    from atsnn_networks.seeding import inputs

    _, model, image, records = seed(tmp_path, "nmnist")
    report = json.loads(capsys.readouterr().out)
    graph, _ = safetensors.load(model)
    frames = inputs.read(records, "nmnist", graph, 2)
    measured, _ = rates(reader.read(image.read_bytes()), [x.tobytes() for x in frames])
    assert measured == pytest.approx([layer["rate"] for layer in report["layers"]], abs=1e-12)


def test_layers_fire_within_half_a_point(tmp_path, capsys):
    status, *_ = seed(tmp_path, "vgg9s", width=0.25)
    report = json.loads(capsys.readouterr().out)
    assert status == 0 and not report["missed"]
    assert all(abs(layer["rate"] - 0.15) <= 0.005 for layer in report["layers"])


def test_one_seed_gives_the_same_bytes(tmp_path, capsys):
    def written(folder, number):
        folder.mkdir()
        _, model, image, _ = seed(folder, "vgg9s", number=number)
        return model.read_bytes(), image.read_bytes()

    first, again, other = (written(tmp_path / f"{i}", n) for i, n in enumerate((3, 3, 4)))
    assert first == again and first[0] != other[0]


def test_the_checkpoint_holds_the_graph_and_its_tensors(tmp_path):
    _, path, _, _ = seed(tmp_path, "vgg9s", "--pool", "max", "--timesteps", "3")
    graph, tensors = safetensors.load(path)
    wanted = describe_named("vgg9s", width=SMALL["vgg9s"], pool="max", timesteps=3)
    assert graph == wanted.graph
    assert {name: t.shape for name, t in tensors.items()} == wanted.tensors


def test_given_images_are_used(tmp_path):
    images = np.random.default_rng(1).integers(0, 256, (2, 32, 32, 3), dtype=np.uint8)
    np.save(tmp_path / "mine.npy", images)
    seed(tmp_path, "vgg9s", "--images", str(tmp_path / "mine.npy"))
    assert (np.load(tmp_path / "vgg9s.npy") == images).all()


@pytest.mark.parametrize(
    "change",
    [
        ["--rate", "0.6"],
        ["--width", "0"],
        ["--count", "0"],
        ["--timesteps", "256"],
        ["--classes", "1"],
        ["--images", "absent.npy"],
        ["--pool", "avg", "--width", "0.1", "--images", "absent", "--data-form", "nmnist"],
    ],
)
def test_wrong_use_is_one_line_and_status_2(change, tmp_path, capsys):
    out = str(tmp_path / "n.safetensors")
    assert main(["vgg9s", "--rate", "0.1", "--seed", "1", "-o", out, *change]) == 2
    errors = capsys.readouterr().err.splitlines()
    assert len(errors) == 1 and errors[0].startswith("error: ")
    assert not (tmp_path / "n.safetensors").exists()
