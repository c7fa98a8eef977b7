#!/usr/bin/env bash
# Replay vector folders with every set of kernels that this build and this processor have, on one
# thread and on threads that share every layer.
#   verify_kernels.sh ATSNN GOLDEN...
set -uo pipefail
atsnn=$1
shift
passed=0 failed=0
refusal=$(ATSNN_KERNELS=none "$atsnn" verify --golden "$1" 2>&1 >/dev/null)
[ $? -eq 2 ] || { echo "ATSNN_KERNELS=none is not refused"; failed=1; }
sets=$(sed -n 's/.*give one of //p' <<<"$refusal" | tr -d ',')
for set in ${sets:?no list of kernels in: $refusal}; do
  for golden in "$@"; do for threads in 1 2 3; do
    report=$(ATSNN_KERNELS=$set "$atsnn" verify --golden "$golden" --threads "$threads" --json)
    read -r vectors mismatches < <(python3 -c '
import json, sys
report = json.load(sys.stdin)
print(report["vectors"], report["mismatches"])' <<<"$report")
    echo "$set, $threads threads: $golden: ${vectors:-0} vectors, ${mismatches:-1} mismatches"
    passed=$((passed + ${vectors:-0} - ${mismatches:-0})) failed=$((failed + ${mismatches:-1}))
  done; done
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
