"""LiteRT with its XNNPACK delegate on the int8 flatbuffer of `litert_cnn`."""

from pathlib import Path

import numpy as np
from ai_edge_litert.interpreter import Interpreter

from .base import Peer, summed


class CNN(Peer):
    """The same shapes with ReLU, one pass; the image is quantized within the measured time."""

    def __init__(self, folder: Path, threads: int, timesteps: int):
        """Opens `cnn.tflite`."""
        super().__init__(folder, threads, timesteps)
        self.interpreter = Interpreter(str(folder / "cnn.tflite"), num_threads=threads)
        self.interpreter.allocate_tensors()
        (self.source,) = self.interpreter.get_input_details()
        (self.sink,) = self.interpreter.get_output_details()

    def run(self, image: np.ndarray, leave: int | None = None) -> np.ndarray:
        """One pass; the logits as real numbers."""
        scale, zero = self.source["quantization"]
        values = np.rint(summed(image).transpose(0, 2, 3, 1) / scale + zero)
        values = np.clip(values, -128, 127).astype(np.int8)
        self.interpreter.set_tensor(self.source["index"], values)
        self.interpreter.invoke()
        scale, zero = self.sink["quantization"]
        return (
            self.interpreter.get_tensor(self.sink["index"])[0].astype(np.float32) - zero
        ) * scale
