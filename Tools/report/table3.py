#!/usr/bin/env python3
"""The form of the paper's table 3: frames a second and joules of 10,000 images beside a GPU's.

usage: table3.py ATSNN OUT [--models DIR] [--cifar10 DIR] [--cifar100 DIR] [--limit N]

Each network of the table runs on the machines `edge` and `resident` of the accelerator's model. A
network is the trained one where the folder of --models (Quantization/Models) holds
NAME-cifar10.safetensors or NAME-cifar100.safetensors and the folder of the data set's binary
version is given: its first N test images (1,000), its own exits. Else it has seeded weights, every
layer at 12 % spikes, and leaves by a schedule with the paper's mean timesteps. Writes
OUT/table3.json, prints the table and the cross-checks; exit status 1 where a check does not hold, 2
where a step fails.
"""

import argparse
import pathlib
import sys

from checks import crosschecks
from networks import CLASSES, SCHEDULES, seeded, trained
from program import ROOT, atsnn, step, write_json

MACHINES = ("edge", "resident")
# Table 3 of the paper, acta automatica sinica: a GPU (RTX 3090 Ti) and the paper's accelerator,
# frames a second and joules of 10,000 images; mean timesteps of its table 1.
PAPER = {
    ("VGG16", "cifar10"): {"gpu": (215, 6814), "paper": (248, 537.6), "timesteps": 2.19},
    ("VGG16", "cifar100"): {"gpu": (200, 7499), "paper": (228, 543.6), "timesteps": 2.49},
    ("ResNet19", "cifar10"): {"gpu": (215, 11088), "paper": (212, 606.1), "timesteps": 2.00},
    ("ResNet19", "cifar100"): {"gpu": (172, 13914), "paper": (180, 617.2), "timesteps": 2.53},
}
# Our networks that stand for the paper's, whose exact widths are not published.
NETWORKS = {"VGG16": ("vgg16", "vgg16-wide"), "ResNet19": ("resnet19", "resnet19-heavy")}


def row(arguments, name: str, place: tuple[str, str], machine: str) -> dict:
    """One network on one machine."""
    network, dataset = place
    data = {"cifar10": arguments.cifar10, "cifar100": arguments.cifar100}[dataset]
    load = trained(
        arguments.atsnn, name, dataset, arguments.models, data, arguments.out, arguments.limit
    )
    schedule = None
    if load is None:
        load = seeded(name, CLASSES[dataset], arguments.out)
        schedule = SCHEDULES[PAPER[place]["timesteps"]]
    leaving = load.leaving if schedule is None else ("--schedule", schedule)
    # fmt: off
    energy = atsnn(arguments.atsnn, "energy", load.image, "--data", load.data,
                   "--configuration", machine, *leaving)
    # fmt: on
    joules = {edge: 10 * mJ for edge, mJ in energy["millijoules_per_image"].items()}
    gpu = PAPER[place]["gpu"][1]
    return {
        "paper_network": network,
        "dataset": dataset,
        "network": name,
        "machine": machine,
        "weights": load.kind,
        "schedule": schedule,
        "images": energy["images"],
        "accuracy": energy["accuracy"],
        "mean_timesteps": energy["mean_timesteps"],
        "frames_per_second": energy["frames_per_second"],
        "joules_per_10000_images": joules,
        "percent_of_gpu": {edge: 100 * value / gpu for edge, value in joules.items()},
        "core_picojoules_per_synaptic_operation": energy["core_picojoules_per_synaptic_operation"],
        "synaptic_operations_per_image": energy["synaptic_operations_per_image"],
        "dram_bits_per_image": energy["dram_bits_per_image"],
    }


def line(cells: list[str]) -> str:
    """A line of the table."""
    widths = (17, 9, 5, 9, 9, 22, 22)
    first, *rest = cells
    return (
        f"{first:<{widths[0]}}" + "".join(f"{c:>{w}}" for c, w in zip(rest, widths[1:]))
    ).rstrip()


def span(energy: dict, places: int) -> str:
    """Nominal, low and high."""
    low, nominal, high = (f"{energy[edge]:.{places}f}" for edge in ("low", "nominal", "high"))
    return f"{nominal} ({low}-{high})"


def show(rows: list[dict]) -> None:
    """Print the table, a block for each of the paper's rows."""
    print(line(["network", "machine", "T", "frames/s", "", "J of 10,000", "% of the GPU"]))
    for (network, dataset), published in PAPER.items():
        gpu, paper = published["gpu"], published["paper"]
        print(f"\n{network}, {dataset.upper().replace('R', 'R-')}")
        mean = f"{published['timesteps']:.2f}"
        print(line(["  GPU, paper", "", mean, str(gpu[0]), "", f"{gpu[1]:.1f}", "100"]))
        share = f"{100 * paper[1] / gpu[1]:.2f}"
        print(line(["  paper's", "", mean, str(paper[0]), "", f"{paper[1]:.1f}", share]))
        for row in rows:
            if (row["paper_network"], row["dataset"]) == (network, dataset):
                print(
                    line([
                        f"  {row['network']}", row["machine"], f"{row['mean_timesteps']:.2f}",
                        f"{row['frames_per_second']:.0f}", row["weights"].split(",")[0],
                        span(row["joules_per_10000_images"], 1), span(row["percent_of_gpu"], 3),
                    ])
                )  # fmt: skip


def explain(rows: list[dict]) -> None:
    """Say what the rows are."""
    schedules = sorted({(r["mean_timesteps"], r["schedule"]) for r in rows if r["schedule"]})
    print(
        "\nseeded: random weights, every layer at 12 % spikes, 4 random images; left by schedule:"
    )
    for mean, schedule in schedules:
        shares = ", ".join(f"{float(s):.0%}" for s in schedule.split(","))
        print(f"  mean {mean:.2f}: {shares} of the images at timesteps 1, 2, 3, 4 (shares assumed)")
    print(
        "All of ours is modelled: chip and DRAM, nominal (low-high) of the energy table. Joules\n"
        "of the GPU, a whole board, and of the paper's accelerator are the paper's."
    )


def parse() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description="The form of the paper's table 3.")
    parser.add_argument("atsnn", help="the program")
    parser.add_argument("out", type=pathlib.Path, help="folder for table3.json and the networks")
    parser.add_argument("--models", type=pathlib.Path, default=ROOT / "Quantization/Models")
    parser.add_argument("--cifar10", type=pathlib.Path, help="folder of CIFAR-10's binary version")
    parser.add_argument("--cifar100", type=pathlib.Path, help="the same of CIFAR-100")
    parser.add_argument("--limit", type=int, default=1000, help="test images of trained networks")
    return parser.parse_args()


def main() -> int:
    """Run every row, print, check."""
    arguments = parse()
    arguments.out.mkdir(parents=True, exist_ok=True)
    rows = []
    for place in PAPER:
        for name in NETWORKS[place[0]]:
            for machine in MACHINES:
                step(f"{name} for {place[1]} on {machine}")
                rows.append(row(arguments, name, place, machine))
    show(rows)
    explain(rows)
    checks = crosschecks(rows)
    write_json(arguments.out / "table3.json", {"rows": rows, "checks": checks})
    print("\ncross-checks")
    for check in checks:
        verdict = "holds" if check["holds"] else "DOES NOT HOLD"
        print(f"  {verdict}: {check['what']}: {check['value']:.4g} {check['unit']}")
    print(f"\nleft in {arguments.out}: table3.json")
    return 0 if all(check["holds"] for check in checks) else 1


if __name__ == "__main__":
    sys.exit(main())
