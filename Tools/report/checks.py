"""Cross-checks of the model against published machines and a dataflow study."""

# Core energy of VGG16 on CIFAR-10 in measured silicon: C-DNN, ISSCC 2023, JSSC 2024.
SILICON_MICROJOULES = 7.3
# VGG16 at 2.19 timesteps on a DRAM-bound simulator: 1.20 mJ a timestep, Prosperity's reference.
STREAMED_MILLIJOULES = 2.6
# Picojoules a synaptic operation of an architecture with early exits, all on chip: ELSA, arXiv
# 2605.20802.
ELSA_PICOJOULES = 0.051
ELSA_TIMES = 20
# An estimate by hand before there was a model, and how far off a result may be: network, machine,
# millijoules an image, least frames a second.
ESTIMATES = (
    ("vgg16", "edge", 2.4, 248),
    ("vgg16", "resident", 0.22, 248),
    ("resnet19-heavy", "edge", 3.1, 212),
)
BAND = (0.67, 1.5)


def check(what: str, value: float, unit: str, low: float, high: float) -> dict:
    """A value that is to lie in [low, high]."""
    return {"what": what, "value": value, "unit": unit, "holds": low <= value <= high}


def crosschecks(rows: list[dict]) -> list[dict]:
    """The checks of table 3's rows for CIFAR-10."""
    found = {(r["network"], r["machine"]): r for r in rows if r["dataset"] == "cifar10"}
    streamed, resident = found["vgg16", "edge"], found["vgg16", "resident"]
    checks = []
    for row in (streamed, resident):
        what = f"core energy of vgg16 on {row['machine']} above silicon's {SILICON_MICROJOULES} uJ"
        core = core_picojoules(row) * row["synaptic_operations_per_image"] * 1e-6
        checks.append(check(what, core, "uJ", SILICON_MICROJOULES, float("inf")))
    what = f"vgg16 streamed at or below the {STREAMED_MILLIJOULES} mJ of a DRAM-bound simulator"
    checks.append(check(what, millijoules(streamed), "mJ", 0, STREAMED_MILLIJOULES))
    what = f"core energy of vgg16 on resident within {ELSA_TIMES} times {ELSA_PICOJOULES} pJ/SOP"
    limit = ELSA_TIMES * ELSA_PICOJOULES
    checks.append(check(what, core_picojoules(resident), "pJ/SOP", 0, limit))
    for network, machine, estimate, frames in ESTIMATES:
        row = found[network, machine]
        what = f"{network} on {machine} over the estimate of {estimate} mJ, {BAND[0]} to {BAND[1]}"
        checks.append(check(what, millijoules(row) / estimate, "times", *BAND))
        what = f"{network} on {machine} at {frames} frames a second or more"
        checks.append(check(what, row["frames_per_second"], "a second", frames, float("inf")))
    return checks


def millijoules(row: dict) -> float:
    """Nominal energy an image of a row of table 3."""
    return row["joules_per_10000_images"]["nominal"] / 10


def core_picojoules(row: dict) -> float:
    """Nominal core energy an operation of a row."""
    return row["core_picojoules_per_synaptic_operation"]["nominal"]
