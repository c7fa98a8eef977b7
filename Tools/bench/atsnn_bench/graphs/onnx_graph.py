"""Builds an ONNX graph node by node, with the nodes that an int8 graph is made of."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from .. import chain as chains
from . import quantizing

OPSET = 17


class OnnxGraph:
    """Nodes and constants; every method returns the name of the value that it makes."""

    def __init__(self) -> None:
        """An empty graph."""
        self._nodes: list = []
        self._constants: list = []
        self._inputs: list = []
        self._outputs: list = []
        self._known: dict[tuple, str] = {}

    def input(self, name: str, shape: tuple[int, ...]) -> str:
        """A float input."""
        self._inputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))
        return name

    def output(self, name: str, value: str, shape: tuple[int, ...]) -> None:
        """A float output called `name`."""
        self._nodes.append(helper.make_node("Identity", [value], [name]))
        self._outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))

    def add(self, kind: str, *sources: str, count: int = 1, **keys) -> str | list[str]:
        """A node of type `kind`; with `count` > 1 the list of its values."""
        names = [f"v{len(self._nodes)}_{i}" for i in range(count)]
        self._nodes.append(helper.make_node(kind, list(sources), names, **keys))
        return names[0] if count == 1 else names

    def constant(self, values: np.ndarray) -> str:
        """A constant; equal small ones are one."""
        key = (values.dtype.str, values.shape, values.tobytes())
        if key not in self._known:
            name = self._known[key] = f"c{len(self._constants)}"
            self._constants.append(numpy_helper.from_array(values, name))
        return self._known[key]

    def real(self, value: float) -> str:
        """A float constant."""
        return self.constant(np.array(value, np.float32))

    def quantized(self, value: str, scale: float, zero: int) -> str:
        """`value` as u8."""
        return self.add("QuantizeLinear", value, *self._unit(scale, zero))

    def dequantized(self, value: str, scale: float, zero: int) -> str:
        """A u8 value as float."""
        return self.add("DequantizeLinear", value, *self._unit(scale, zero))

    def through_u8(self, value: str, scale: float, zero: int) -> str:
        """`value` rounded to u8 and back, the form that engines turn into integer kernels."""
        return self.dequantized(self.quantized(value, scale, zero), scale, zero)

    def convolution(self, value: str, scale: float, layer: chains.Convolution) -> str:
        """A convolution of s8 weights per channel on a value that was u8 of `scale`."""
        weights, scales = quantizing.weights(layer.weight)
        units = quantizing.bias(layer.bias, scale, scales)
        names = [
            self._channels(weights, scales, np.zeros(len(scales), np.int8)),
            self._channels(units, scales * np.float32(scale), np.zeros(len(scales), np.int32)),
        ]
        padding = [*layer.padding, *layer.padding]
        return self.add("Conv", value, *names, strides=list(layer.stride), pads=padding)

    def linear(self, value: str, layer: chains.Linear) -> str:
        """Flatten and a float linear layer."""
        weight, bias = (self.constant(v.astype(np.float32)) for v in (layer.weight, layer.bias))
        return self.add("Gemm", self.add("Flatten", value), weight, bias, transB=1)

    def sum(self, values: list[str]) -> str:
        """The sum of two or more values."""
        total = values[0]
        for value in values[1:]:
            total = self.add("Add", total, value)
        return total

    def scaled(self, value: str, gain: float) -> str:
        """A value times a constant."""
        return value if gain == 1 else self.add("Mul", value, self.real(gain))

    def pool(self, value: str, layer: chains.Pool) -> str:
        """A pooling."""
        kind = "MaxPool" if layer.kind == "max" else "AveragePool"
        return self.add(kind, value, kernel_shape=list(layer.kernel), strides=list(layer.stride))

    def save(self, path: Path) -> None:
        """Checks the graph and writes it."""
        graph = helper.make_graph(
            self._nodes, path.stem, self._inputs, self._outputs, self._constants
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)])
        model.ir_version = 9
        onnx.checker.check_model(model)
        onnx.save(model, path)

    def _unit(self, scale: float, zero: int) -> tuple[str, str]:
        return self.real(scale), self.constant(np.array(zero, np.uint8))

    def _channels(self, values: np.ndarray, scales: np.ndarray, zeros: np.ndarray) -> str:
        names = [self.constant(v) for v in (values, scales.astype(np.float32), zeros)]
        return self.add("DequantizeLinear", *names, axis=0)
