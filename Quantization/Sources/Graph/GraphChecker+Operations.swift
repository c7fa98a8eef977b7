extension GraphChecker {
  /// Reads what is particular to a node's type.
  mutating func readOperation(_ node: NodeReader) -> Reading {
    guard let type = node.reader.string("type") else { return Reading() }
    checkInputCount(node, type: type)
    switch type {
    case "conv": return readConvolution(node)
    case "linear": return readLinear(node)
    case "batch_norm": return readBatchNorm(node)
    case "add": return readAdd(node)
    case "lif", "if": return readNeuron(node, leaks: type == "lif")
    case "max_pool", "avg_pool": return readPool(node, isMaximum: type == "max_pool")
    case "global_avg_pool": return readGlobalPool(node)
    case "flatten": return readFlatten(node)
    default:
      node.problem("layer type \"\(type)\" is not supported", "use \(Self.types)")
      return Reading()
    }
  }

  private static let types =
    "conv, linear, batch_norm, add, lif, if, max_pool, avg_pool, global_avg_pool or flatten"

  private func checkInputCount(_ node: NodeReader, type: String) {
    guard node.reader.value("input")?.strings != nil else { return }
    let count = node.sources.count
    if type == "add" ? count < 2 : count != 1 {
      node.problem("\(count) inputs", type == "add" ? "give two or more" : "give one")
    }
  }

  private mutating func readConvolution(_ node: NodeReader) -> Reading {
    node.reader.refuseUnknownKeys(
      known: ["name", "type", "input", "weight", "bias", "stride", "padding"])
    requireCounts(node)
    let weight = parameter(node, "weight", shape: [nil, node.source?.shape?.channels, nil, nil])
    let bias = optionalBias(node, channels: weight?.shape[0])
    let stride = node.reader.extent("stride", in: 1...255)
    let padding = node.reader.extent("padding", in: 0...14)
    guard let weight, let stride, let padding else { return Reading(signal: .current) }
    let kernel = Window.Extent(height: weight.shape[2], width: weight.shape[3])
    checkKernel(node, kernel, padding)
    let window = Window(kernel: kernel, stride: stride, padding: padding)
    let shape = outputShape(node, window, channels: weight.shape[0])
    return Reading(
      operation: .convolution(weight: weight, bias: bias, window: window), shape: shape,
      signal: .current)
  }

  private func checkKernel(_ node: NodeReader, _ kernel: Window.Extent, _ padding: Window.Extent) {
    for (size, padding) in [(kernel.height, padding.height), (kernel.width, padding.width)] {
      if size % 2 == 0 || size > 15 {
        node.problem("a kernel side of \(size)", "use odd kernels of at most 15")
      }
      if padding >= size {
        node.problem("padding \(padding) on a kernel side of \(size)", "pad less than the kernel")
      }
    }
  }

  /// The shape that `window` leaves; a problem if it does not fit on the source.
  private func outputShape(_ node: NodeReader, _ window: Window, channels: Int) -> MapShape? {
    guard let source = node.source?.shape else { return nil }
    guard let extent = window.output(on: source) else {
      node.problem("its window is larger than its input \(source)", "use a smaller kernel")
      return nil
    }
    return MapShape(channels: channels, height: extent.height, width: extent.width)
  }

  private mutating func readLinear(_ node: NodeReader) -> Reading {
    node.reader.refuseUnknownKeys(known: ["name", "type", "input", "weight", "bias"])
    requireCounts(node)
    let weight = parameter(node, "weight", shape: [nil, node.source?.shape?.elements])
    let bias = optionalBias(node, channels: weight?.shape[0])
    guard let weight else { return Reading(signal: .current) }
    return Reading(
      operation: .linear(weight: weight, bias: bias),
      shape: MapShape(channels: weight.shape[0], height: 1, width: 1), signal: .current)
  }

  private mutating func readBatchNorm(_ node: NodeReader) -> Reading {
    node.reader.refuseUnknownKeys(
      known: ["name", "type", "input", "weight", "bias", "mean", "variance", "eps"])
    requireSum(node)
    let shape = node.source?.shape
    let tensors = ["weight", "bias", "mean", "variance"].map {
      parameter(node, $0, shape: [shape?.channels])
    }
    let epsilon = node.reader.number("eps")
    guard let weight = tensors[0], let bias = tensors[1], let mean = tensors[2],
      let variance = tensors[3], let epsilon
    else { return Reading(shape: shape, signal: .current) }
    if let channel = variance.values.firstIndex(where: { !(Double($0) + epsilon > 0) || $0 < 0 }) {
      node.problem(
        "variance of channel \(channel) is \(variance.values[channel]) with eps \(epsilon)",
        "a variance must not be negative, and variance + eps must be positive")
    }
    let norm = BatchNorm(
      weight: weight, bias: bias, mean: mean, variance: variance, epsilon: epsilon)
    return Reading(operation: .batchNorm(norm), shape: shape, signal: .current)
  }

  private func readAdd(_ node: NodeReader) -> Reading {
    node.reader.refuseUnknownKeys(known: ["name", "type", "input"])
    requireSum(node)
    let shapes = node.sources.compactMap(\.shape)
    if let first = shapes.first, let other = shapes.first(where: { $0 != first }) {
      node.problem("inputs of shapes \(first) and \(other)", "add values of one shape")
    }
    return Reading(operation: .add, shape: shapes.first, signal: .current)
  }

  private func readFlatten(_ node: NodeReader) -> Reading {
    node.reader.refuseUnknownKeys(known: ["name", "type", "input"])
    if node.source?.signal == .current {
      node.problem("it flattens a current", "flatten after the neuron, before the linear node")
    }
    let shape = node.source?.shape.map {
      MapShape(channels: $0.elements, height: 1, width: 1)
    }
    return Reading(operation: .flatten, shape: shape, signal: node.source?.signal)
  }
}
