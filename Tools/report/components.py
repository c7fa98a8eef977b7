"""Priced counts of the accelerator's model, in the groups that figures show."""

GROUPS = {
    "DRAM": ("dram_",),
    "weight memories": ("weight_",),
    "wires": ("wire_",),
    "membranes, currents": ("membrane_", "current_"),
    "arithmetic, spike buffers": (
        "synaptic_", "input_", "neuron_", "leak_", "spikes", "spike_", "pooling_", "readout_",
        "exit_",
    ),
    "memory leakage": ("leakage_",),
    "idle clock": ("idle_",),
    "static power": ("static_",),
}  # fmt: skip


def group(action: str) -> str:
    """The group of a priced count; the most specific beginning decides."""
    matches = [
        (len(start), name)
        for name, starts in GROUPS.items()
        for start in starts
        if action.startswith(start)
    ]
    if not matches:
        raise ValueError(f"no group for the count {action}")
    return max(matches)[1]


def grouped(energy: dict) -> dict[str, dict[str, float]]:
    """Millijoules an image of every group, low to high, of an object of `atsnn energy --json`."""
    sums = {name: {"low": 0.0, "nominal": 0.0, "high": 0.0} for name in GROUPS}
    for component in energy["components"]:
        for edge, value in component["millijoules_per_image"].items():
            sums[group(component["action"])][edge] += value
    return sums
