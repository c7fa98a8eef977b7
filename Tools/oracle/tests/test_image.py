"""Reader and writer of the model image: round trip, refusals, the overflow proof."""

import json

import numpy as np
import pytest
from oracle.bad import BAD
from oracle.bad.edit import rich_model
from oracle.layout import FAULTS, ImageError
from oracle.proof import BoundError, check_node, readout_bounds
from oracle.randomized import random_case
from oracle.reader import read
from oracle.replay import refusal
from oracle.writer import write


def test_committed_images_are_written_again_as_they_are(vectors_folder):
    images = sorted(vectors_folder.glob("*/image.atsnn"))
    assert len(images) >= 60
    for path in images:
        image = path.read_bytes()
        assert len(image) % 64 == 0
        assert write(read(image)) == image, path


@pytest.mark.parametrize("seed", range(900, 910))
def test_random_images_survive_a_round_trip(seed):
    image = write(random_case(seed)[0])
    assert write(read(image)) == image


def test_corpus_of_bad_images(vectors_folder):
    entries = json.loads((vectors_folder / "bad" / "bad.json").read_text())
    files = {p.name for p in (vectors_folder / "bad").glob("*.atsnn")}
    assert {e["file"] for e in entries} == files and len(entries) >= 40
    for entry in entries:
        image = (vectors_folder / "bad" / entry["file"]).read_bytes()
        assert len(image) <= 4096
        assert refusal(image) == entry["error"], entry


def test_corpus_covers_every_fault_but_the_address():
    assert {item.error for item in BAD.values()} == set(FAULTS) - {"address"}


def test_every_flipped_bit_of_an_image_is_refused():
    image = bytearray(write(rich_model()))
    for bit in range(0, 8 * len(image), 29):
        image[bit // 8] ^= 1 << bit % 8
        assert refusal(bytes(image)) is not None, bit
        image[bit // 8] ^= 1 << bit % 8


def test_every_truncation_is_refused():
    image = write(rich_model())
    for length in range(0, len(image), 13):
        assert refusal(image[:length]) in ("truncated",), length


def test_names_must_be_utf8():
    from oracle import layout as at
    from oracle.bad.edit import rich

    assert refusal(rich().patch(at.NODES, 44, "B", 0xFF).image()) == "value"


def test_error_holds_fault_and_reason():
    with pytest.raises(ImageError) as caught:
        read(b"short")
    assert caught.value.fault == "truncated" and "5 bytes" in caught.value.why


def test_readout_bounds_of_each_neuron_and_representation():
    model = rich_model()
    expected = {
        (0, 1): (10, 10),
        (0, 2): (10, 20),
        (1, 1): (20, 20),
        (1, 2): (20, 30),
        (2, 2): (20, 30),
        (1, 3): (20, 32),
    }
    for (model.output_neuron, model.representation), bounds in expected.items():
        assert readout_bounds(model, 10) == bounds


def test_left_shift_is_proved_a_channel_at_a_time():
    model = rich_model()
    node = model.nodes[0]
    node.bias, node.shift = np.array([0, 0]), np.array([0, -16])
    with pytest.raises(BoundError, match="left"):
        check_node(model, node)
    node.connections[0].weights[..., 1] = 0
    check_node(model, node)
