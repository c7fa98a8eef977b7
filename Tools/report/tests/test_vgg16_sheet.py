"""VGG16 on the accelerator model against a sheet worked out by hand: every figure here is a product
of the network's shape (64,64,P,128,128,P,256x3,P,512x3,P,512x3 on 32 x 32 x 3, 10 classes) and of
the machine's configuration, written out and not computed by the model."""

import json
import pathlib
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[3]
ATSNN = ROOT / "build/release/atsnn"
TIMESTEPS = 4

# Weights, 3 x 3 kernels, a byte each. The first convolution reads pixels: once an image.
FIRST = 3 * 64 * 9  # 1,728
CONVOLUTIONS = 9 * (
    64 * 64  # 36,864 on 32 x 32
    + (64 * 128 + 128 * 128)  # 221,184 on 16 x 16
    + (128 * 256 + 2 * 256 * 256)  # 1,474,560 on 8 x 8
    + (256 * 512 + 2 * 512 * 512)  # 5,898,240 on 4 x 4
    + 3 * 512 * 512  # 7,077,888 on 2 x 2
)
READ_OUT = 2 * 2 * 512 * 10  # 20,480
STREAMED = 14_729_216  # a timestep
NEURONS = 1024 * (64 + 64) + 256 * 2 * 128 + 64 * 3 * 256 + 16 * 3 * 512 + 4 * 3 * 512
SPIKING_BITS = 64 * 1024  # of the first layer, whose current is cached


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> pathlib.Path:
    """A seeded VGG16 of 12 % spikes and two images, in a folder."""
    out = tmp_path_factory.mktemp("vgg16")
    subprocess.run(
        [sys.executable, "Tools/networks/seeded", "vgg16", "--rate", "0.12", "--seed", "1"]
        + ["--count", "2", "-o", out / "n.safetensors", "--image", out / "n.atsnn"]
        + ["--keep", out / "n.npy"],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return out


def atsnn(*arguments: object) -> dict:
    """One verb's JSON object."""
    command = [ATSNN, *map(str, arguments), "--json"]
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)


def energy(folder: pathlib.Path, machine: str) -> dict:
    """Counts an image of all components on a machine."""
    result = atsnn(
        "energy", folder / "n.atsnn", "--data", folder / "n.npy", "--configuration", machine
    )
    assert result["mean_timesteps"] == TIMESTEPS
    return {c["action"]: c["count_per_image"] for c in result["components"]}


def test_sheet_adds_up():
    """The figures that are written out are the products beside them."""
    assert CONVOLUTIONS + READ_OUT == STREAMED
    assert NEURONS == 276_480


def test_streamed_weights(folder):
    """All weights but the first layer's cross the DRAM once a timestep, in whole bursts of 64."""
    counts = energy(folder, "edge")
    # The first layer's two channel tiles of 32 are 864 bytes each: 14 bursts. The others' are
    # multiples of 64 bytes, the read-out's single one of 10 channels 20,480.
    assert counts["dram_weight_bits"] == 8 * (2 * 14 * 64 + TIMESTEPS * STREAMED)
    assert counts["weight_write_bits"] == 8 * (FIRST + TIMESTEPS * STREAMED)
    assert counts["weight_bank_read_bits"] == 0
    assert counts["dram_input_bits"] == 8 * 32 * 32 * 3
    assert counts["dram_membrane_bits"] == counts["dram_spike_bits"] == 0


def test_membranes_and_currents(folder):
    """Each neuron's 16 bits are read and written once a timestep, the read-out's 32 too; the first
    layer's 32-bit currents are written once and read once a timestep."""
    counts = energy(folder, "edge")
    state = TIMESTEPS * (16 * NEURONS + 32 * 10)
    assert counts["membrane_read_bits"] == counts["membrane_write_bits"] == state
    assert counts["neuron_updates"] == TIMESTEPS * NEURONS
    assert counts["current_write_bits"] == 32 * SPIKING_BITS
    assert counts["current_read_bits"] == TIMESTEPS * 32 * SPIKING_BITS
    wires = 2 * state + (1 + TIMESTEPS) * 32 * SPIKING_BITS
    assert counts["wire_bit_micrometres"] == 545 * wires


def test_spikes_and_first_layer(folder):
    """Poolings are fused, so a spike map is written once, as bits; taps on padding cost nothing."""
    counts = energy(folder, "edge")
    maps = (
        1024 * 64  # 1, on 32 x 32; 2 goes into a pooling
        + 256 * (64 + 128)  # pooling, 3
        + 64 * (128 + 256 + 256)
        + 16 * (256 + 512 + 512)
        + 4 * (512 + 512 + 512 + 512)
    )
    assert counts["spike_write_bits"] == TIMESTEPS * maps + 8 * 32 * 32 * 3
    taps = (3 * 32 - 2) ** 2  # of a 3 x 3 kernel over a padded side of 32, in both directions
    assert counts["input_macs"] == taps * 3 * 64
    assert counts["pooling_operations"] == TIMESTEPS * (1024 * 64 + 256 * 128 + 64 * 256 + 16 * 512)


def test_operations_are_the_runtimes(folder):
    """The Swift runtime counts the same synaptic operations."""
    run = atsnn("run", folder / "n.atsnn", "--data", folder / "n.npy")
    counts = energy(folder, "edge")
    assert run["synaptic_operations_per_image"] == counts["synaptic_operations"] > 0


def test_resident_weights_leave_dram_alone(folder):
    """Only the image crosses it; layers of more than one tile are copied from the bank once."""
    counts = energy(folder, "resident")
    assert counts["dram_weight_bits"] == 0
    # Tiles of 64 pixels: 32 x 32 and 16 x 16 have more than one. 128 channels of 128 inputs are
    # 147,456 bytes, more than the buffer; 64 to 128 (73,728) and 64 to 64 fit.
    copied = FIRST + TIMESTEPS * 9 * (64 * 64 + 64 * 128)
    assert counts["weight_write_bits"] == 8 * copied
