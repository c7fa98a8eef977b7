#!/usr/bin/env python3
"""Energy and speed of a network whose images leave by a given schedule.

usage: exit_schedule.py SHARES [ENERGY.json]

SHARES are the shares of images that leave at timesteps 1, 2, ..., as 0.34,0.36,0.07,0.23.
ENERGY.json (default: the standard input) is what `atsnn energy --json` said of a network without
early exit: every image ran every timestep. A timestep is charged to the images that are still
there, `begin` to all. Prints the schedule and, an image: timesteps, millijoules, frames a second.
"""

import json
import sys


def remaining(shares: list[float]) -> list[float]:
    """Share of the images that run timestep 1, 2, ...; shares are 0 or more with the sum 1."""
    if min(shares) < 0 or abs(sum(shares) - 1) > 1e-9:
        raise ValueError(f"the shares {shares} are not 0 or more with the sum 1")
    return [sum(shares[index:]) for index in range(len(shares))]


def scheduled(energy: dict, shares: list[float]) -> dict:
    """Means an image under the schedule, from the object of `atsnn energy --json`."""
    steps = energy["per_timestep"]
    if len(steps) - 1 < len(shares):
        raise ValueError(f"{len(shares)} shares for {len(steps) - 1} timesteps")
    if energy["mean_timesteps"] != len(steps) - 1:
        raise ValueError("images left early; run a network whose exit is never")
    weights = [1.0, *remaining(shares)]  # begin, then the timesteps
    cycles = sum(w * s["cycles_per_image"] for w, s in zip(weights, steps))
    ranges = [s["millijoules_per_image"] for s in steps]
    return {
        "mean_timesteps": sum(weights[1:]),
        "millijoules_per_image": {
            edge: sum(w * r[edge] for w, r in zip(weights, ranges))
            for edge in ("low", "nominal", "high")
        },
        "cycles_per_image": cycles,
        "frames_per_second": energy["clock_hertz"] / cycles,
    }


def main(arguments: list[str]) -> int:
    """Print the schedule and what it comes to; 2 with one line where the input is no use."""
    if len(arguments) not in (1, 2):
        print("usage: exit_schedule.py SHARES [ENERGY.json]", file=sys.stderr)
        return 2
    try:
        shares = [float(share) for share in arguments[0].split(",")]
        with open(arguments[1]) if len(arguments) == 2 else sys.stdin as stream:
            energy = json.load(stream)
        result = scheduled(energy, shares)
    except (ValueError, KeyError, OSError) as error:
        print(f"exit_schedule.py: {error}", file=sys.stderr)
        return 2
    joules = result["millijoules_per_image"]
    print(f"machine    {energy['machine']['name']}, table {energy['table']['name']}")
    print("schedule   " + ", ".join(f"{s:.0%} at {t}" for t, s in enumerate(shares, start=1)))
    print(f"timesteps  {result['mean_timesteps']:.2f} an image")
    print(f"energy     {joules['nominal']:.3f} mJ ({joules['low']:.3f} to {joules['high']:.3f})")
    print(f"speed      {result['frames_per_second']:.0f} frames a second")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
