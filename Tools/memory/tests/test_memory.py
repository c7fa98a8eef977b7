"""Parts of a session counted by hand; a report finds each figure that is made to differ."""

from dataclasses import replace
from pathlib import Path

import pytest
from atsnn_memory.logs import board_differences, sessions
from atsnn_memory.parts import state_parts
from atsnn_memory.program import Program, runtime_bytes
from atsnn_memory.report import LIMITS, STATE, differences, excesses, figures, text

VECTORS = Path(__file__).parents[3] / "Tests/Vectors"
IMAGE = (VECTORS / "residual-projection/image.atsnn").read_bytes()
PARTS = state_parts(IMAGE)
SESSION = sum(PARTS[name] for name in STATE) + 1024
INSPECT = {
    "weight_bytes": PARTS["weights"],
    "ram": {name: PARTS[name] for name in STATE},
    "session_bytes": {"32_bit_addresses": SESSION, "64_bit_addresses": SESSION + 512},
}
PROGRAM = Program(32, 20_000, 2_000, IMAGE, 30_000, SESSION, 64, SESSION + 500, 16_384)
LOG = f"session {SESSION}\nstack 2880\n"

MAP = """Discarded input sections
 .text.gone     0x00000000       0x40 build/boards/x/atsnn.o
Linker script and memory map
 .text.$e5short 0x00000040       0x56 build/boards/x/atsnn.o
                0x00000040                atsnn_version
 .text.$e13ATSNNEmbedded10a_long_name
                0x00000096       0x10 build/boards/x/atsnn.o
 .text.main     0x000000a6       0x20 /tmp/cc.o
 .rodata.str1.1 0x000000c6       0x08 build/boards/x/atsnn.o
"""


def found(program=PROGRAM, log=LOG, inspect=INSPECT, image=IMAGE):
    """What differs."""
    return list(differences(program, state_parts(program.image), log, inspect, image))


def test_parts_of_the_shipped_network_counted_by_hand():
    image = (VECTORS / "fashion-int8/image.atsnn").read_bytes()
    parts = state_parts(image)
    neurons = 28 * 28 * 16 + 2 * 14 * 14 * 48 + 7 * 7 * (96 + 128)
    assert parts["membranes"] == 2 * neurons + 128  # 12 bytes for each of ten classes
    assert parts["cached_current"] == 4 * 28 * 28 * 16
    assert parts["scratch"] == 4 * 128


def test_agreement_is_found():
    assert found() == []


@pytest.mark.parametrize("name", STATE)
def test_a_byte_of_state_is_found(name):
    ram = INSPECT["ram"] | {name: INSPECT["ram"][name] + 1}
    assert found(inspect=INSPECT | {"ram": ram})[0].startswith(name)


def test_a_byte_of_weights_is_found():
    assert found(inspect=INSPECT | {"weight_bytes": PARTS["weights"] - 1})[0].startswith("weights")


def test_another_session_or_image_or_no_stack_is_found():
    assert "the program has" in found(replace(PROGRAM, session=SESSION + 64))[0]
    assert "the board" in found(log=LOG.replace(str(SESSION), str(SESSION - 64)))[0]
    assert found(image=IMAGE[:-64])[0].startswith("the image in the program")
    assert found(log=f"session {SESSION}\nstack 0\n") == ["the board measured no stack"]


def test_limits_are_those_of_a_micro_model():
    row = figures("x", PROGRAM, PARTS, LOG)
    assert list(excesses(row)) == []
    for name, limit in LIMITS.items():
        assert list(excesses(row | {name: limit})) == []
        assert len(list(excesses(row | {name: limit + 1}))) == 1


def test_a_row_adds_up_and_counts_the_reserved_stack():
    row = figures("x", PROGRAM, PARTS, LOG)
    flash = ("code", "constants", "weights", "image_rest", "program_flash")
    assert sum(row[name] for name in flash) == row["flash"]
    ram = (*STATE, "records", "input", "program_ram")
    assert sum(row[name] for name in ram) + 16_384 == row["ram"]
    assert all(len(line) <= 100 for line in text([row | {"board": "linux-aarch64"}]).splitlines())


def test_the_map_counts_what_was_linked_of_the_runtime():
    assert runtime_bytes(MAP) == (0x66, 8)


def test_a_board_that_counts_otherwise_is_found():
    log = f"vector residual/0\nmemory {SESSION}\nvector residual/1\nmemory {SESSION}\n"
    assert sessions(log) == {"residual": SESSION}
    assert list(board_differences(log, 32, {"residual": INSPECT})) == []
    assert len(list(board_differences(log, 64, {"residual": INSPECT}))) == 1
    assert list(board_differences("", 32, {})) == ["the log has no vectors"]
