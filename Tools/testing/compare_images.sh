#!/usr/bin/env bash
# Quantize the shipped network again and compare the bytes with the golden vectors' own images; the second
# time with one thread, for the bytes may not depend on it.
#   compare_images.sh ATSNN MODEL FASHION VECTORS SCRATCH
set -euo pipefail
atsnn=$1 model=$2 fashion=$3 vectors=$4 scratch=$5
mkdir -p "$scratch"
passed=0 failed=0
for bits in 8 16; do
  threads=$((bits / 8))
  "$atsnn" quantize "$model" --calibration "$fashion/train-images-idx3-ubyte.gz" \
    --weights "int$bits" --threads "$threads" -o "$scratch/int$bits.atsnn"
  if cmp "$scratch/int$bits.atsnn" "$vectors/fashion-int$bits/image.atsnn"; then
    passed=$((passed + 1))
  else
    echo "int$bits: the quantized image differs from the committed one; if that is meant, run 'make vectors'"
    failed=$((failed + 1))
  fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
