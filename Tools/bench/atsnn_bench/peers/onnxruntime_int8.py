"""ONNX Runtime on the int8 graphs of `onnx_spiking` and `onnx_cnn`."""

from pathlib import Path

import numpy as np
import onnxruntime

from .base import Peer, SteppedPeer, summed


def session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    """A session on the CPU with all graph optimizations."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


class Stepped(SteppedPeer):
    """One timestep a call; the states go from one binding's outputs to the next one's inputs."""

    def __init__(self, folder: Path, threads: int, timesteps: int):
        """Opens `step.onnx`; two bindings swap their state buffers."""
        super().__init__(folder, threads, timesteps)
        self.session = session(folder / "step.onnx", threads)
        image, *states = self.session.get_inputs()
        self.image = self._buffer(np.zeros(image.shape, np.float32))
        sides = [[self._buffer(np.zeros(s.shape, np.float32)) for s in states] for _ in range(2)]
        self.zeros = [self._buffer(np.zeros(s.shape, np.float32)) for s in states]
        self.logits = self._buffer(np.zeros(self.session.get_outputs()[0].shape, np.float32))
        self.first = self._binding(self.zeros, sides[0])
        self.others = [self._binding(sides[i], sides[1 - i]) for i in range(2)]
        self.timestep = 0

    def begin(self, image: np.ndarray) -> None:
        """See `SteppedPeer`."""
        self.values, self.timestep = image, 0
        if image.ndim == 4:
            self.image.update_inplace(image)

    def step(self) -> np.ndarray:
        """See `SteppedPeer`."""
        if self.values.ndim == 5:
            self.image.update_inplace(self.values[:, self.timestep])
        binding = self.others[(self.timestep - 1) % 2] if self.timestep else self.first
        self.session.run_with_iobinding(binding)
        self.timestep += 1
        return self.logits.numpy()[0]

    @staticmethod
    def _buffer(values: np.ndarray) -> onnxruntime.OrtValue:
        return onnxruntime.OrtValue.ortvalue_from_numpy(values)

    def _binding(self, before: list, after: list) -> onnxruntime.IOBinding:
        binding = self.session.io_binding()
        names = [i.name for i in self.session.get_inputs()]
        for name, value in zip(names, [self.image, *before]):
            binding.bind_ortvalue_input(name, value)
        names = [o.name for o in self.session.get_outputs()]
        for name, value in zip(names, [self.logits, *after]):
            binding.bind_ortvalue_output(name, value)
        return binding


class CNN(Peer):
    """The same shapes with ReLU, one pass."""

    def __init__(self, folder: Path, threads: int, timesteps: int):
        """Opens `cnn.onnx`."""
        super().__init__(folder, threads, timesteps)
        self.session = session(folder / "cnn.onnx", threads)

    def run(self, image: np.ndarray, leave: int | None = None) -> np.ndarray:
        """One pass."""
        return self.session.run(None, {"image": summed(image)})[0][0]
