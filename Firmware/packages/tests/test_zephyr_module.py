"""The files of the Zephyr module: what module.yml names is there, and Kconfig offers ATSNN on the
processors that have a library, on no other."""

import pathlib

import kconfiglib
import pytest
import yaml

MODULE = pathlib.Path(__file__).parents[3] / "build" / "packages" / "zephyr" / "atsnn"

# The options of Zephyr that the module's Kconfig refers to.
PROCESSOR = """
{options}
source "{module}/zephyr/Kconfig"
"""
NAMES = (
    "CPU_CORTEX_M0",
    "CPU_CORTEX_M4",
    "CPU_CORTEX_M7",
    "RISCV",
    "64BIT",
    "RISCV_ISA_EXT_M",
    "RISCV_ISA_EXT_A",
    "RISCV_ISA_EXT_C",
    "FPU",
)
RV32IMAC = {"RISCV", "RISCV_ISA_EXT_M", "RISCV_ISA_EXT_A", "RISCV_ISA_EXT_C"}


def option(name: str, chosen: set[str]) -> str:
    """A Kconfig option with its value fixed."""
    return f"config {name}\n\tbool\n\tdefault {'y' if name in chosen else 'n'}\n"


def configuration(tmp_path: pathlib.Path, chosen: set[str]) -> kconfiglib.Kconfig:
    """The module's options on a processor with the options `chosen`; a warning is an error."""
    top = tmp_path / "Kconfig"
    options = "\n".join(option(name, chosen) for name in NAMES)
    top.write_text(PROCESSOR.format(options=options, module=MODULE))
    parsed = kconfiglib.Kconfig(str(top), warn_to_stderr=False)
    parsed.warn_assign_undef = True
    assert not parsed.warnings
    return parsed


def test_module_file_names_what_is_there():
    module = yaml.safe_load((MODULE / "zephyr" / "module.yml").read_text())
    assert module["name"] == "atsnn"
    assert (MODULE / module["build"]["cmake"] / "CMakeLists.txt").is_file()
    assert (MODULE / module["build"]["kconfig"]).is_file()


@pytest.mark.parametrize(
    ("chosen", "offered"),
    [
        ({"CPU_CORTEX_M4"}, True),
        ({"CPU_CORTEX_M4", "FPU"}, True),
        ({"CPU_CORTEX_M7"}, True),
        (RV32IMAC, True),
        ({"CPU_CORTEX_M0"}, False),
        (RV32IMAC | {"64BIT"}, False),
        (RV32IMAC | {"FPU"}, False),
        (RV32IMAC - {"RISCV_ISA_EXT_M"}, False),
    ],
)
def test_option_is_offered_where_there_is_a_library(tmp_path, chosen, offered):
    symbol = configuration(tmp_path, chosen).syms["ATSNN"]
    assert symbol.visibility == (2 if offered else 0)
    assert symbol.str_value == "n", "nothing is built in unless it is asked for"
    symbol.set_value(2)
    assert symbol.str_value == ("y" if offered else "n")
