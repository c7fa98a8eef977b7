"""The peers by name. A module is imported only in the process that runs its engine."""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from .base import Peer


@dataclass(frozen=True)
class Entry:
    """`place` is module:class; `early`: can leave early; `cnn`: the CNN of the same shape."""

    place: str
    label: str
    packages: tuple[str, ...]
    early: bool = False
    cnn: bool = False
    exact: bool = False
    """Float arithmetic: must give the reference's logits."""


PEERS = {
    "torch-eager": Entry(
        "torch_eager:TorchEager", "PyTorch eager", ("torch",), early=True, exact=True
    ),
    "spikingjelly": Entry(
        "spikingjelly_multi:SpikingJellyMulti",
        "SpikingJelly multi-step",
        ("spikingjelly", "torch"),
        exact=True,
    ),
    "ort-stepped": Entry(
        "onnxruntime_int8:Stepped", "ONNX Runtime int8 stepped", ("onnxruntime",), early=True
    ),
    "openvino-merged": Entry("openvino_int8:Merged", "OpenVINO int8 merged", ("openvino",)),
    "ort-cnn": Entry("onnxruntime_int8:CNN", "ONNX Runtime int8 CNN", ("onnxruntime",), cnn=True),
    "openvino-cnn": Entry("openvino_int8:CNN", "OpenVINO int8 CNN", ("openvino",), cnn=True),
    "litert-cnn": Entry("litert_int8:CNN", "LiteRT int8 CNN", ("ai-edge-litert",), cnn=True),
}


def make(name: str, folder: Path, threads: int, timesteps: int) -> Peer:
    """The engine `name` on what `prepare` left in `folder`."""
    module, kind = PEERS[name].place.split(":")
    return getattr(import_module(f".{module}", __package__), kind)(folder, threads, timesteps)
