"""The figures of one board, what is wrong with them, and their tables."""

import re

STATE = ("membranes", "spikes", "cached_current", "scratch")
KILOBYTE = 1024
LIMITS = {"code": 24 * KILOBYTE, "flash": 512 * KILOBYTE, "ram": 256 * KILOBYTE}

FLASH_COLUMNS = {
    "board": "board",
    "code": "code",
    "constants": "constants",
    "weights": "weights",
    "image_rest": "image's rest",
    "program_flash": "program",
    "flash": "flash",
}
RAM_COLUMNS = {
    "board": "board",
    "membranes": "membranes",
    "spikes": "spikes",
    "cached_current": "currents",
    "scratch": "scratch",
    "records": "records",
    "input": "input",
    "program_ram": "program",
    "stack": "stack",
    "ram": "RAM",
}


def logged(log, name):
    """The number of a line `name NUMBER`; None where the log has none."""
    found = re.search(rf"^{name} (\d+)$", log, re.MULTILINE)
    return int(found[1]) if found else None


def session_bytes(inspect, address_bits):
    """What `atsnn inspect --json` says of a device."""
    return inspect["session_bytes"][f"{address_bits}_bit_addresses"]


def figures(board, program, parts, log):
    """A board's row. RAM holds the stack that was used, or what the linker reserved for it."""
    state = {name: parts[name] for name in STATE}
    stack = logged(log, "stack") or 0
    image = len(program.image)
    return {
        "board": board,
        "code": program.code,
        "constants": program.constants,
        "weights": parts["weights"],
        "image_rest": image - parts["weights"],
        "program_flash": program.flash - program.code - program.constants - image,
        "flash": program.flash,
        **state,
        "records": program.session - sum(state.values()),
        "input": program.input,
        "program_ram": program.ram - program.session - program.input,
        "stack": stack,
        "ram": program.ram + max(stack, program.reserved_stack),
    }


def differences(program, parts, log, inspect, image):
    """A sentence for each figure of the program that is not what the image promised."""
    before = {"weights": inspect["weight_bytes"], **{n: inspect["ram"][n] for n in STATE}}
    promised = session_bytes(inspect, program.address_bits)
    if program.image != image:
        yield "the image in the program is not the image"
    for name, expected in before.items():
        if parts[name] != expected:
            yield f"{name}: inspect says {expected}, the program's image gives {parts[name]}"
    if program.session != promised:
        yield f"session: inspect says {promised}, the program has {program.session}"
    if logged(log, "session") != promised:
        yield f"session: inspect says {promised}, the board {logged(log, 'session')}"
    if not logged(log, "stack"):
        yield "the board measured no stack"
    if "refused" in log:
        yield log[log.index("refused") :].strip()


def excesses(row):
    """A sentence for each limit that a row passes."""
    for name, limit in LIMITS.items():
        if row[name] > limit:
            yield f"{name}: {row[name]} bytes are over the limit of {limit}"


def table(columns, rows):
    """Aligned columns, the first to the left."""
    lines = [list(columns.values())]
    lines += [[f"{row[key]:,}" if key != "board" else row[key] for key in columns] for row in rows]
    widths = [max(len(line[i]) for line in lines) for i in range(len(columns))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if i else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(line, widths))
        )
        for line in lines
    )


def text(rows):
    """Both tables, within 100 columns."""
    return f"{table(FLASH_COLUMNS, rows)}\n\n{table(RAM_COLUMNS, rows)}\n"
