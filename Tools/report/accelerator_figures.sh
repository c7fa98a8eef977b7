#!/usr/bin/env bash
# The figures of Firmware/ACCELERATOR.md: named networks with seeded weights at 12 % spikes, on the machines `edge` and
# `resident`, leaving by a stated schedule.
#   accelerator_figures.sh PYTHON ATSNN SCRATCH [NETWORK...]
set -euo pipefail
python=$1 atsnn=$2 scratch=$3
shift 3
[ $# -gt 0 ] || set -- vgg16 vgg16-wide resnet19 resnet19-heavy
declare -A schedules=([vgg16]=0.34,0.36,0.07,0.23 [vgg16-wide]=0.34,0.36,0.07,0.23
  [resnet19]=0.40,0.35,0.10,0.15 [resnet19-heavy]=0,1,0,0)
mkdir -p "$scratch"
for network in "$@"; do
  schedule=${schedules[$network]:?no schedule for this network}
  "$python" Tools/networks/seeded "$network" --rate 0.12 --seed 1 --count 4 -o "$scratch/$network.safetensors" \
    --image "$scratch/$network.atsnn" --keep "$scratch/$network.npy" >"$scratch/$network.log"
  for machine in edge resident; do
    echo "$network, $machine"
    "$atsnn" energy "$scratch/$network.atsnn" --data "$scratch/$network.npy" --configuration "$machine" \
      --json >"$scratch/$network-$machine.json"
    "$python" Tools/report/exit_schedule.py "$schedule" "$scratch/$network-$machine.json"
  done
done
