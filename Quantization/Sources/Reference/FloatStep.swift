/// One node of the float reference network, its parameters laid out for evaluation.
struct FloatStep: Sendable {
  enum Kernel: Sendable {
    /// Weights [Kh*Kw*I][O], bias [O] or empty.
    case convolution(weights: [Float], bias: [Float], window: Window)
    /// Weights [J][O] in the source's y, x, c order, bias [O] or empty.
    case linear(weights: [Float], bias: [Float])
    /// gain[c] * x + offset[c].
    case affine(gain: [Float], offset: [Float])
    case add
    case neuron(Neuron)
    case maxPool(Window)
    case averagePool(Window)
    /// The same values under another shape.
    case alias
  }

  let kernel: Kernel
  /// Value slots read: 0 is the input, i + 1 the output of node i.
  let sources: [Int]
  let shape: MapShape
  /// Whether its value is the same at every timestep: it depends on an image only.
  let isStatic: Bool
}

/// Builds the steps of a graph.
struct FloatStepBuilder {
  let graph: FloatGraph

  func steps() -> [FloatStep] {
    var steps: [FloatStep] = []
    for node in graph.nodes {
      let sources = node.sources.map(slot)
      let fromStatic = sources.allSatisfy { $0 == 0 ? graph.input.isImage : steps[$0 - 1].isStatic }
      var isNeuron = false
      if case .neuron = node.operation { isNeuron = true }
      steps.append(
        FloatStep(
          kernel: kernel(node), sources: sources, shape: node.shape,
          isStatic: fromStatic && !isNeuron))
    }
    return steps
  }

  private func slot(_ source: GraphSource) -> Int {
    switch source {
    case .input: 0
    case .node(let index): index + 1
    }
  }

  private func kernel(_ node: GraphNode) -> FloatStep.Kernel {
    switch node.operation {
    case .convolution(let weight, let bias, let window):
      return .convolution(
        weights: convolutionWeights(weight), bias: bias?.values ?? [], window: window)
    case .linear(let weight, let bias):
      let origin = SumExpansion(graph).unflattened(node.sources[0])
      return .linear(
        weights: linearWeights(weight, graph.shape(of: origin)), bias: bias?.values ?? [])
    case .batchNorm(let norm):
      let affine = (0..<node.shape.channels).map(norm.affine)
      return .affine(gain: affine.map { Float($0.gain) }, offset: affine.map { Float($0.offset) })
    case .add: return .add
    case .neuron(let neuron): return .neuron(neuron)
    case .maxPool(let window): return .maxPool(window)
    case .averagePool(let window), .globalAveragePool(let window): return .averagePool(window)
    case .flatten: return .alias
    }
  }

  /// [O,I,Kh,Kw] becomes [Kh][Kw][I][O].
  private func convolutionWeights(_ weight: FloatTensor) -> [Float] {
    let (outputs, inputs) = (weight.shape[0], weight.shape[1])
    let area = weight.shape[2] * weight.shape[3]
    var result = [Float](repeating: 0, count: weight.values.count)
    for output in 0..<outputs {
      for input in 0..<inputs {
        for tap in 0..<area {
          result[(tap * inputs + input) * outputs + output] =
            weight.values[(output * inputs + input) * area + tap]
        }
      }
    }
    return result
  }

  /// [O][c][y][x] becomes [y][x][c][O].
  private func linearWeights(_ weight: FloatTensor, _ shape: MapShape) -> [Float] {
    let outputs = weight.shape[0]
    var result = [Float](repeating: 0, count: weight.values.count)
    for output in 0..<outputs {
      for channel in 0..<shape.channels {
        for pixel in 0..<shape.pixels {
          result[(pixel * shape.channels + channel) * outputs + output] =
            weight.values[output * shape.elements + channel * shape.pixels + pixel]
        }
      }
    }
    return result
  }
}
