"""What a linked program takes, from its ELF file and the linker's map beside it."""

import re
from dataclasses import dataclass
from pathlib import Path

from elftools.elf.constants import SH_FLAGS
from elftools.elf.elffile import ELFFile

RUNTIME = "atsnn.o"
STACK_SECTION = ".stack"  # what sections.ld reserves
CODE_SECTION = re.compile(r"\.text")
CONSTANT_SECTION = re.compile(r"\.s?rodata|\.data\.rel\.ro")
MAP_LINE = re.compile(r"^ (\.\S+)\s+0x[0-9a-f]+\s+0x([0-9a-f]+)\s+(\S+)$", re.MULTILINE)


@dataclass
class Program:
    """Bytes; the image is its content."""

    address_bits: int
    code: int
    constants: int
    image: bytes
    flash: int
    session: int
    input: int
    ram: int
    reserved_stack: int


def read_program(path):
    """The Program of an ELF file, with `path`.map beside it."""
    code, constants = runtime_bytes(Path(f"{path}.map").read_text())
    with open(path, "rb") as file:
        elf = ELFFile(file)
        kept = [s for s in elf.iter_sections() if s["sh_flags"] & SH_FLAGS.SHF_ALLOC]
        stack = sum(s["sh_size"] for s in kept if s.name == STACK_SECTION)
        symbols = elf.get_section_by_name(".symtab")
        return Program(
            address_bits=elf.elfclass,
            code=code,
            constants=constants,
            image=symbol_content(elf, symbols, "model_image"),
            flash=sum(s["sh_size"] for s in kept if s["sh_type"] != "SHT_NOBITS"),
            session=symbol(symbols, "session_memory")["st_size"],
            input=symbol(symbols, "session_input")["st_size"],
            ram=sum(s["sh_size"] for s in kept if s["sh_flags"] & SH_FLAGS.SHF_WRITE) - stack,
            reserved_stack=stack,
        )


def address_bits(path):
    """32 or 64, of an ELF file or object."""
    with open(path, "rb") as file:
        return ELFFile(file).elfclass


def runtime_bytes(text):
    """(code, constants) that the linker took from the runtime's object, by its map."""
    code = constants = 0
    placed = text.split("Linker script and memory map")[-1]
    for name, size, origin in MAP_LINE.findall(placed):
        if not origin.endswith(RUNTIME):
            continue
        code += int(size, 16) if CODE_SECTION.match(name) else 0
        constants += int(size, 16) if CONSTANT_SECTION.match(name) else 0
    return code, constants


def symbol(symbols, name):
    """The one symbol of a name."""
    found = symbols.get_symbol_by_name(name)
    if not found:
        raise ValueError(f"the program has no symbol {name}")
    return found[0]


def symbol_content(elf, symbols, name):
    """The bytes of a symbol that stands in a section with content."""
    entry = symbol(symbols, name)
    section = elf.get_section(entry["st_shndx"])
    start = entry["st_value"] - section["sh_addr"]
    return section.data()[start : start + entry["st_size"]]
