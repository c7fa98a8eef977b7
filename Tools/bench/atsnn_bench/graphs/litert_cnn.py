"""The CNN of the same shape as a LiteRT flatbuffer, int8 throughout."""

from pathlib import Path

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as schema

from .. import chain as chains
from ..observe import Observed
from . import quantizing

S8 = schema.TensorType.INT8
S32 = schema.TensorType.INT32


def write(path: Path, chain: chains.Chain, seen: Observed, image_unit: tuple[float, int]) -> None:
    """The image (NHWC, int8) in, the logits (int8) out."""
    writer = _Writer()
    channels, height, width = chain.shape
    unit = (image_unit[0], image_unit[1] - 128)
    value = source = writer.tensor((1, height, width, channels), S8, unit)
    size, place = (height, width, channels), -1
    for layer in chain.layers:
        if isinstance(layer, chains.Convolution):
            place += 1
            before, unit = unit, (max(seen.relu[place], 1e-6) / 255, -128)
            size = (*layer.outputs[1:], layer.outputs[0])
            value = writer.convolution(value, before[0], layer, writer.tensor((1, *size), S8, unit))
        elif isinstance(layer, chains.Pool):
            places = zip(size[:2], layer.kernel, layer.stride)
            size = (*((s - k) // d + 1 for s, k, d in places), size[2])
            value = writer.pool(value, layer, writer.tensor((1, *size), S8, unit))
        elif isinstance(layer, chains.Sum):
            raise chains.NotAChain("a sum of branches, which its writer does not make")
        elif isinstance(layer, chains.Linear):
            logits = (seen.relu_logits / 127, 0)
            value = writer.linear(value, unit[0], layer, size, logits)
    path.write_bytes(writer.finish(source, value))


class _Writer:
    """Collects tensors, buffers and operators of one subgraph."""

    def __init__(self) -> None:
        self.model = schema.ModelT()
        self.model.version, self.model.buffers, self.model.operatorCodes = 3, [], []
        self.graph = schema.SubGraphT()
        self.graph.tensors, self.graph.operators = [], []
        self.codes: dict[int, int] = {}
        self._buffer(None)

    def tensor(self, shape: tuple, kind: int, unit: tuple, data=None, axis: int = 0) -> int:
        """A tensor of scale(s) and zero point `unit`; with `data` a constant."""
        made, parameters = schema.TensorT(), schema.QuantizationParametersT()
        scales = np.atleast_1d(np.asarray(unit[0], np.float32))
        parameters.scale, parameters.quantizedDimension = scales, axis
        parameters.zeroPoint = np.full(len(scales), unit[1], np.int64)
        made.shape, made.type, made.quantization = list(shape), kind, parameters
        made.name = f"t{len(self.graph.tensors)}"
        made.buffer = self._buffer(data) if data is not None else 0
        self.graph.tensors.append(made)
        return len(self.graph.tensors) - 1

    def convolution(self, value: int, scale: float, layer: chains.Convolution, result: int) -> int:
        """A convolution with ReLU; padding must be that of SAME or none."""
        kernel = layer.weight.shape[2:]
        same = layer.padding == tuple(k // 2 for k in kernel) and layer.stride == (1, 1)
        if not same and any(layer.padding):
            raise chains.NotAChain("a padding that LiteRT does not have")
        options = schema.Conv2DOptionsT()
        options.padding = schema.Padding.SAME if same else schema.Padding.VALID
        options.strideH, options.strideW = layer.stride
        options.fusedActivationFunction = schema.ActivationFunctionType.RELU
        constants = self._weights(layer.weight.transpose(0, 2, 3, 1), layer.bias, scale)
        self._operator(
            schema.BuiltinOperator.CONV_2D, schema.BuiltinOptions.Conv2DOptions, options,
            [value, *constants], result,
        )  # fmt: skip
        return result

    def pool(self, value: int, layer: chains.Pool, result: int) -> int:
        """A pooling without padding."""
        options, operators = schema.Pool2DOptionsT(), schema.BuiltinOperator
        options.padding = schema.Padding.VALID
        options.filterHeight, options.filterWidth = layer.kernel
        options.strideH, options.strideW = layer.stride
        kind = operators.MAX_POOL_2D if layer.kind == "max" else operators.AVERAGE_POOL_2D
        self._operator(kind, schema.BuiltinOptions.Pool2DOptions, options, [value], result)
        return result

    def linear(
        self, value: int, scale: float, layer: chains.Linear, size: tuple, unit: tuple
    ) -> int:
        """The linear layer on a map of `size` (H,W,C), its weights in that order."""
        height, width, channels = size
        weight = layer.weight.reshape(-1, channels, height, width).transpose(0, 2, 3, 1)
        constants = self._weights(weight.reshape(len(weight), -1), layer.bias, scale, rows=False)
        result = self.tensor((1, len(weight)), S8, unit)
        options = schema.FullyConnectedOptionsT()
        self._operator(
            schema.BuiltinOperator.FULLY_CONNECTED, schema.BuiltinOptions.FullyConnectedOptions,
            options, [value, *constants], result,
        )  # fmt: skip
        return result

    def finish(self, source: int, result: int) -> bytes:
        """The file."""
        self.graph.inputs, self.graph.outputs = [source], [result]
        self.model.subgraphs = [self.graph]
        builder = flatbuffers.Builder(1 << 20)
        builder.Finish(self.model.Pack(builder), b"TFL3")
        return bytes(builder.Output())

    def _weights(self, weight: np.ndarray, bias: np.ndarray, scale: float, rows: bool = True):
        integers, scales = quantizing.weights(weight)
        if not rows:
            scales = np.full_like(scales, scales.max())
            unit = scales.reshape((-1,) + (1,) * (weight.ndim - 1))
            integers = np.rint(weight / unit).astype(np.int8)
        units = quantizing.bias(bias, scale, scales)
        given = scales if rows else scales[:1]
        return [
            self.tensor(weight.shape, S8, (given, 0), integers),
            self.tensor(bias.shape, S32, (given * np.float32(scale), 0), units),
        ]

    def _buffer(self, data: np.ndarray | None) -> int:
        made = schema.BufferT()
        if data is not None:
            made.data = np.frombuffer(np.ascontiguousarray(data).tobytes(), np.uint8)
        self.model.buffers.append(made)
        return len(self.model.buffers) - 1

    def _operator(
        self, kind: int, options_kind: int, options: object, sources: list[int], result: int
    ) -> None:
        if kind not in self.codes:
            code = schema.OperatorCodeT()
            code.builtinCode = code.deprecatedBuiltinCode = kind
            code.version = 3
            self.codes[kind] = len(self.model.operatorCodes)
            self.model.operatorCodes.append(code)
        made = schema.OperatorT()
        made.opcodeIndex, made.builtinOptionsType, made.builtinOptions = (
            self.codes[kind], options_kind, options,
        )  # fmt: skip
        made.inputs, made.outputs = sources, [result]
        self.graph.operators.append(made)
