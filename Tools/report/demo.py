#!/usr/bin/env python3
"""The demonstration: float network, int8 and int16 images, both engines, real test images.

usage: demo.py ATSNN MODEL FASHION OUT

ATSNN is the program, MODEL the float checkpoint, FASHION the folder of Fashion-MNIST in IDX form.
Leaves in OUT the model images, the C header, the quantizer's reports and `report.json`, and prints
a table. Exit status 1 if a golden vector differs or a figure misses its limit, 2 if a step fails.
"""

import json
import pathlib
import sys

from program import atsnn, step

ACCURACY_LIMIT = {8: 0.003, 16: 0.001}  # absolute, of all test images
TIMESTEPS_LIMIT = 0.02  # relative to the float network's mean timesteps
NETWORKS = ("float", "int8", "int16")
VECTORS = pathlib.Path("Tests/Vectors")


def quantize(program: str, model: str, fashion: pathlib.Path, out: pathlib.Path, bits: int) -> None:
    """Write OUT/fashion-intN.atsnn with its report, and the C header of the int8 image."""
    name = f"fashion-int{bits}"
    header = ["--header", out / f"{name}.h"] if bits == 8 else []
    atsnn(
        program, "quantize", model, "--calibration", fashion / "train-images-idx3-ubyte.gz",
        "--weights", f"int{bits}", "-o", out / f"{name}.atsnn", *header,
        "--report", out / f"{name}-quantization.json",
    )  # fmt: skip


def measure(program: str, image: pathlib.Path, test: pathlib.Path, bits: int) -> dict:
    """Run an image over the whole test set and verify its golden vectors with both engines."""
    result = {"run": atsnn(program, "run", image, "--data", test)}
    result["inspect"] = atsnn(program, "inspect", image)
    for engine in ("runtime", "accelerator"):
        golden = VECTORS / f"fashion-int{bits}"
        result[engine] = atsnn(program, "verify", image, "--golden", golden, "--engine", engine)
    return result


def rows(report: dict) -> list[tuple[str, ...]]:
    """The table: one row a quantity, one column a network."""
    networks = [report[name] for name in NETWORKS]
    integers = networks[1:]

    def integer_row(name: str, value) -> tuple[str, ...]:
        return (name, "-", *map(value, integers))

    return [
        ("", *NETWORKS),
        ("accuracy, %", *(f"{100 * figures(n)[0]:.2f}" for n in networks)),
        ("mean timesteps", *(f"{figures(n)[1]:.3f}" for n in networks)),
        integer_row(
            "synaptic operations an image",
            lambda n: f"{n['run']['synaptic_operations_per_image']:,.0f}",
        ),
        integer_row("latency, us, median", lambda n: f"{n['run']['latency_us']['median']:.0f}"),
        integer_row("weights, bytes", lambda n: f"{n['inspect']['weight_bytes']:,}"),
        integer_row("session RAM, bytes", lambda n: f"{n['inspect']['ram_bytes']:,}"),
        integer_row("vectors, runtime", lambda n: verdict(n["runtime"])),
        integer_row("vectors, accelerator", lambda n: verdict(n["accelerator"])),
    ]


def figures(network: dict) -> tuple[float, float]:
    """Accuracy (0 to 1) and mean timesteps of a float or integer network's entry."""
    source = network.get("run", network)
    return source["accuracy"], source["mean_timesteps"]


def verdict(replay: dict) -> str:
    """How many golden vectors an engine passed."""
    return f"{replay['vectors'] - replay['mismatches']} of {replay['vectors']}"


def checks(report: dict) -> list[tuple[str, bool]]:
    """What the demonstration promises, each with whether it holds."""
    results = []
    accuracy, timesteps = figures(report["float"])
    for bits in (8, 16):
        network = report[f"int{bits}"]
        mine, mean = figures(network)
        limit = ACCURACY_LIMIT[bits]
        near = abs(mine - accuracy) <= limit
        results.append((f"int{bits}: accuracy within {100 * limit:.1f} points of float", near))
        near = abs(mean / timesteps - 1) <= TIMESTEPS_LIMIT
        results.append((f"int{bits}: mean timesteps within 2 % of float", near))
        for engine in ("runtime", "accelerator"):
            equal = network[engine]["vectors"] > 0 and network[engine]["mismatches"] == 0
            results.append((f"int{bits}: {engine} equals the golden vectors", equal))
    return results


def show(report: dict) -> None:
    """Print the table, the exits and the modelled energy."""
    print()
    for name, *values in rows(report):
        print(f"  {name:<30}" + "".join(f"{v:>12}" for v in values))
    histogram = report["int8"]["run"]["exit_histogram"]
    print("\n  where the int8 network stops, share of the test images")
    for timestep, count in enumerate(histogram, 1):
        share = count / sum(histogram)
        print(f"    timestep {timestep}  {100 * share:5.1f} %  {'#' * round(50 * share)}")
    energy = report["energy"]["millijoules_per_image"]
    low, nominal, high = (f"{1000 * energy[key]:.2f}" for key in ("low", "nominal", "high"))
    machine = report["energy"]["machine"]["name"]
    print(
        f"\n  modelled energy, machine `{machine}`, uJ an image: {nominal} (low {low}, high {high})"
    )


def main() -> int:
    """Run the steps in order and report."""
    if len(sys.argv) != 5:
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    program, model = sys.argv[1:3]
    fashion, out = map(pathlib.Path, sys.argv[3:5])
    test = fashion / "t10k-images-idx3-ubyte.gz"
    out.mkdir(parents=True, exist_ok=True)
    step("the float network on the 10,000 test images")
    report = {"float": atsnn(program, "reference", model, "--data", test)}
    for bits in (8, 16):
        step(f"quantizing to int{bits}, running the 10,000 test images, verifying")
        quantize(program, model, fashion, out, bits)
        report[f"int{bits}"] = measure(program, out / f"fashion-int{bits}.atsnn", test, bits)
    step("modelling the accelerator's energy on 1,000 test images")
    image = out / "fashion-int8.atsnn"
    report["energy"] = atsnn(program, "energy", image, "--data", test, "--limit", 1000)
    show(report)
    (out / "report.json").write_text(json.dumps(report, indent=1) + "\n")
    print(f"\n  left in {out}: model images, C header, quantizer's reports, report.json")
    results = checks(report)
    for name, holds in results:
        if not holds:
            print(f"  NOT TRUE: {name}")
    failed = sum(not holds for _, holds in results)
    print(f"{len(results) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
