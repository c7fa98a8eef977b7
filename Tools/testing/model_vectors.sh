#!/usr/bin/env bash
# Golden vectors of the shipped network, int8 and int16, on real Fashion-MNIST test images.
#   model_vectors.sh PYTHON IMAGES FASHION OUT
set -euo pipefail
# The int8 network leaves these at timesteps 1, 1, 1, 2, 2, 3, 4 and 4.
records=0,1,2,12,53,194,4,14
python=$1 images=$2 fashion=$3 out=$4
for bits in 8 16; do
  PYTHONPATH=Tools/oracle "$python" -m oracle vectors-model --name "fashion-int$bits" \
    --image "$images/fashion-int$bits.atsnn" --data "$fashion/t10k-images-idx3-ubyte.gz" \
    --indices "$records" --out "$out"
done
