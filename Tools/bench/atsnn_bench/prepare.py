"""`python -m atsnn_bench.prepare FOLDER`: from checkpoint and images, all that the peers open.

FOLDER holds net.safetensors and images.npy; it gets step.onnx, merged.onnx, cnn.onnx, cnn.tflite,
inputs.npy (images or frames as the peers take them) and observed.json. Ranges and spikes are those
of the first images; no labels are read.
"""

import dataclasses
import json
import sys
from pathlib import Path

import numpy as np

from . import chain as chains
from .graphs import litert_cnn, onnx_cnn, onnx_spiking, quantizing
from .networks import PEER_IMAGES
from .observe import observe
from .peers.base import summed

IMAGES = 16


def prepare(folder: Path) -> None:
    """Writes the graphs; a network that is no chain leaves its reason in observed.json."""
    try:
        chain = chains.read(folder / "net.safetensors")
    except chains.NotAChain as error:
        (folder / "observed.json").write_text(json.dumps({"not_run": str(error)}))
        return
    images = chain.normalised(np.load(folder / "images.npy")[:PEER_IMAGES])
    np.save(folder / "inputs.npy", images)
    images = images[:IMAGES]
    seen, unit = observe(chain, images), quantizing.image_span(images)
    cnn_unit = quantizing.image_span(summed(images))
    onnx_spiking.write_step(folder / "step.onnx", chain, seen, unit)
    onnx_spiking.write_merged(folder / "merged.onnx", chain, seen, unit)
    onnx_cnn.write(folder / "cnn.onnx", chain, seen, cnn_unit)
    missing = {}
    try:
        litert_cnn.write(folder / "cnn.tflite", chain, seen, cnn_unit)
    except chains.NotAChain as error:
        missing["litert-cnn"] = str(error)
    shapes = [
        {
            "rows": int(np.prod(c.weight.shape[1:])),
            "channels": len(c.weight),
            "pixels": c.outputs[1] * c.outputs[2],
            "valid_macs": valid_macs(c),
        }
        for c in chain.convolutions
    ]
    found = {**dataclasses.asdict(seen), "shapes": shapes, "classes": len(chain.layers[-1].bias)}
    found["missing"] = missing
    (folder / "observed.json").write_text(json.dumps(found))


def valid_macs(layer: chains.Convolution) -> int:
    """Multiply-accumulates whose tap lies in the image."""
    taps = 1
    for axis in range(2):
        size, kernel = layer.inputs[1 + axis], layer.weight.shape[2 + axis]
        stride, padding = layer.stride[axis], layer.padding[axis]
        places = range(layer.outputs[1 + axis])
        taps *= sum(
            0 <= place * stride - padding + k < size for place in places for k in range(kernel)
        )
    return taps * layer.weight.shape[0] * layer.weight.shape[1]


if __name__ == "__main__":
    prepare(Path(sys.argv[1]))
