#!/usr/bin/env bash
# COUNT random small networks from SEED: the oracle makes their vectors, both engines replay them.
#   random_networks.sh PYTHON ATSNN COUNT SEED SCRATCH
set -euo pipefail
python=$1 atsnn=$2 count=$3 seed=$4 scratch=$5
PYTHONPATH=Tools/oracle "$python" -m oracle random --count "$count" --seed "$seed" --out "$scratch"
echo "seed $seed; again with: make test SEED=$seed"
"$(dirname "$0")/verify_all.sh" "$atsnn" "$scratch"
