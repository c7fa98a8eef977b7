"""OpenVINO on the int8 graphs of `onnx_spiking` and `onnx_cnn`."""

from pathlib import Path

import numpy as np
import openvino

from .base import Peer, summed


class _Compiled(Peer):
    file = ""

    def __init__(self, folder: Path, threads: int, timesteps: int):
        """Compiles the graph for the CPU, its float parts in float32."""
        super().__init__(folder, threads, timesteps)
        settings = {
            "INFERENCE_NUM_THREADS": threads,
            "PERFORMANCE_HINT": "LATENCY",
            "NUM_STREAMS": 1,
            "INFERENCE_PRECISION_HINT": "f32",
        }
        compiled = openvino.Core().compile_model(str(folder / self.file), "CPU", settings)
        self.request = compiled.create_infer_request()

    def run(self, image: np.ndarray, leave: int | None = None) -> np.ndarray:
        """One inference."""
        values = self.values(image)
        return self.request.infer({0: values}, share_inputs=True, share_outputs=True)[0][0]

    def values(self, image: np.ndarray) -> np.ndarray:
        """What the graph takes of an image, or of frames."""
        raise NotImplementedError


class Merged(_Compiled):
    """Convolutions on T x B images, neurons unrolled: all timesteps, no early exit."""

    file = "merged.onnx"

    def values(self, image: np.ndarray) -> np.ndarray:
        """The image, or all frames (T,C,H,W)."""
        return image[0] if image.ndim == 5 else image


class CNN(_Compiled):
    """The same shapes with ReLU, one pass."""

    file = "cnn.onnx"

    def values(self, image: np.ndarray) -> np.ndarray:
        """See `summed`."""
        return summed(image)
