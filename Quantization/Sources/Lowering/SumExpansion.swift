/// Multiplies out the sums of a graph, down to neurons, pools and the input.
struct SumExpansion {
  let graph: FloatGraph
  /// Integer zero point and remaining fraction of each plane's mean; empty for events.
  let zeroPoints: [Int]
  let fractions: [Double]

  init(_ graph: FloatGraph) {
    self.graph = graph
    guard case .image(_, let mean, _) = graph.input.kind else {
      zeroPoints = []
      fractions = []
      return
    }
    zeroPoints = mean.map { Int($0.rounded()) }
    fractions = zip(mean, zeroPoints).map { $0 - Double($1) }
  }

  /// The value of `source` as a sum over what carries counts.
  func sum(of source: GraphSource) -> AffineSum {
    guard case .node(let index) = source, graph.nodes[index].signal == .current else {
      return identity(of: source)
    }
    let node = graph.nodes[index]
    switch node.operation {
    case .convolution(let weight, let bias, let window):
      return convolution(weight, bias, window, of: node.sources[0])
    case .linear(let weight, let bias): return linear(weight, bias, of: node.sources[0])
    case .batchNorm(let norm):
      let affine = (0..<node.shape.channels).map(norm.affine)
      return sum(of: node.sources[0])
        .scaled(gain: affine.map(\.gain), offset: affine.map(\.offset))
    case .add:
      let sums = node.sources.map(sum)
      return sums.dropFirst().reduce(sums[0]) { $0.adding($1) }
    case .neuron, .maxPool, .averagePool, .globalAveragePool, .flatten:
      preconditionFailure("a current made by \(node.name)")
    }
  }

  private func identity(of source: GraphSource) -> AffineSum {
    let channels = graph.shape(of: source).channels
    let weights = [Double](repeating: 1 / divisor(of: source), count: channels)
    let part = AffineSum.Part(kind: .identity, source: source, weights: weights)
    return AffineSum(parts: [part], bias: [Double](repeating: 0, count: channels))
  }

  /// [O,I,Kh,Kw] becomes [Kh][Kw][I][O].
  private func convolution(
    _ weight: FloatTensor, _ bias: FloatTensor?, _ window: Window, of source: GraphSource
  ) -> AffineSum {
    let (outputs, inputs, area) = (weight.shape[0], weight.shape[1], window.area)
    var weights = [Double](repeating: 0, count: weight.values.count)
    for output in 0..<outputs {
      for input in 0..<inputs {
        for tap in 0..<area {
          weights[(tap * inputs + input) * outputs + output] =
            Double(weight.values[(output * inputs + input) * area + tap])
        }
      }
    }
    return normalised(weights, bias, kind: .convolution(window), source: source, channels: inputs)
  }

  /// [O][c][y][x] becomes [y][x][c][O].
  private func linear(_ weight: FloatTensor, _ bias: FloatTensor?, of source: GraphSource)
    -> AffineSum
  {
    let origin = unflattened(source)
    let shape = graph.shape(of: origin)
    let outputs = weight.shape[0]
    var weights = [Double](repeating: 0, count: weight.values.count)
    for output in 0..<outputs {
      for channel in 0..<shape.channels {
        for pixel in 0..<shape.pixels {
          weights[(pixel * shape.channels + channel) * outputs + output] =
            Double(weight.values[output * shape.elements + channel * shape.pixels + pixel])
        }
      }
    }
    return normalised(weights, bias, kind: .full, source: origin, channels: shape.channels)
  }

  /// Divides the weights by what their source's integers are multiples of; rows run over channels
  /// fastest. What an integer zero point leaves of a mean goes into the bias.
  private func normalised(
    _ raw: [Double], _ bias: FloatTensor?, kind: Term.Kind, source: GraphSource, channels: Int
  ) -> AffineSum {
    var weights = raw
    var divisors = [Double](repeating: divisor(of: source), count: channels)
    var fractions = [Double](repeating: 0, count: channels)
    if source == .input, case .image(_, _, let deviation) = graph.input.kind {
      divisors = deviation
      fractions = self.fractions
    }
    let outputs = bias?.values.count ?? outputCount(kind, weights.count, source)
    var offsets = bias?.values.map(Double.init) ?? [Double](repeating: 0, count: outputs)
    for place in weights.indices {
      let channel = place / outputs % channels
      weights[place] /= divisors[channel]
      offsets[place % outputs] -= fractions[channel] * weights[place]
    }
    let part = AffineSum.Part(kind: kind, source: source, weights: weights)
    return AffineSum(parts: [part], bias: offsets)
  }

  private func outputCount(_ kind: Term.Kind, _ count: Int, _ source: GraphSource) -> Int {
    let shape = graph.shape(of: source)
    if case .convolution(let window) = kind { return count / (window.area * shape.channels) }
    return count / shape.elements
  }

  private func divisor(of source: GraphSource) -> Double {
    guard case .node(let index) = source, case .counts(_, let divisor) = graph.nodes[index].signal
    else { return 1 }
    return divisor
  }

  /// `source` before any flatten.
  func unflattened(_ source: GraphSource) -> GraphSource {
    guard case .node(let index) = source, case .flatten = graph.nodes[index].operation else {
      return source
    }
    return unflattened(graph.nodes[index].sources[0])
  }
}
