"""The report as text, at most 100 columns."""

HEADINGS = (
    "engine",
    "timesteps",
    "median",
    "best",
    "ours is",
    "to OpenVINO",
    "% of",
    "peak",
    "cold",
)
UNITS = ("", "", "ms", "ms", "x as fast", "merged", "limit", "MB", "ms")
WIDTHS = (28, 10, 8, 8, 10, 12, 6, 6, 7)
FOREIGN = 0.2
"""Cores used by others from which on the table warns: threads that spin for each other collapse."""


def piece(found: dict) -> str:
    """The table of one network on one set of cores."""
    cores = "one core" if found["cores"] == 1 else f"{found['cores']} cores"
    lines = [f"{found['title']}; batch 1, {cores}", *_facts(found), line(HEADINGS), line(UNITS)]
    for row in found["rows"]:
        lines.append(line(cells(row, found.get("limit", {}))))
    for name, reason in found["not_run"].items():
        lines.append(f"  {name}: not run: {reason}"[:100])
    return "\n".join(lines)


def cells(row: dict, limit: dict) -> tuple[str, ...]:
    """One contestant's cells."""
    merged, name = row["to_openvino_merged"], row["label"]
    return (
        name,
        f"{row['timesteps']:.4g}",
        f"{row['median_ms']:.3f}",
        f"{row['best_ms']:.3f}",
        f"{row['ours_is_faster_by']:.2f}",
        f"{merged:.2f}" if merged else "-",
        percent(row, limit),
        f"{row['peak_megabytes']:.0f}",
        f"{row['cold_ms']:.0f}",
    )


def percent(row: dict, limit: dict) -> str:
    """Limit over the contestant's median, in per cent."""
    key = "cnn_ms" if row["cnn"] else "adaptive_ms" if row["adaptive"] else "fixed_ms"
    return f"{100 * limit[key] / row['median_ms']:.0f}" if key in limit else "-"


def line(values: tuple[str, ...]) -> str:
    """A line of the table: the first column to the left, the others to the right."""
    first, *rest = zip(values, WIDTHS)
    text = f"  {first[0]:<{first[1]}}" + "".join(f"{v:>{w}}" for v, w in rest)
    return text.rstrip()


def _facts(found: dict) -> list[str]:
    network, facts = found["network"], []
    rates = network["spike_rate"]
    operations = network["synaptic_operations"] / 1e6
    facts.append(
        f"  spike rate {100 * sum(rates) / len(rates):.1f} % (layers {100 * min(rates):.1f} to "
        f"{100 * max(rates):.1f}), {operations:.1f} M synaptic operations an image at full length"
    )
    if found["shares"]:
        shares = ", ".join(f"{100 * s:.0f} % at {t}" for t, s in enumerate(found["shares"], 1))
        facts.append(f"  images leave: {shares}")
    if "limit" in found:
        limit = found["limit"]
        parts = [f"{limit['fixed_ms']:.3f} ms all timesteps", f"{limit['cnn_ms']:.3f} ms CNN"]
        if "adaptive_ms" in limit:
            parts.insert(1, f"{limit['adaptive_ms']:.3f} ms by the schedule")
        facts.append(f"  limit of this core ({limit['instructions']}): {', '.join(parts)}")
    if found["foreign_cores"] >= FOREIGN:
        facts.append(
            f"  BUSY: others used {found['foreign_cores']:.1f} cores meanwhile; measure again"
        )
    return facts
