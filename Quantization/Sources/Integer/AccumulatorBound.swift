/// Rules O1 to O3, as the reader of an image computes them.
enum AccumulatorBound {
  /// The greatest sum there may be: int32.
  static let limit = Int(Int32.max)
  /// Rule O2: the greatest sum after a left shift.
  static let shiftedLimit = 1 << 30

  /// Rule O1: per output channel the greatest |sum| of `layer` with these integers.
  static func channels(
    of layer: LoweredLayer, bias: [Int32], connections: [IntegerConnection],
    in network: LoweredNetwork
  ) -> [Int] {
    var bounds = bias.map { Int($0.magnitude) }
    for (term, connection) in zip(layer.terms, connections) {
      add(term, connection, to: &bounds, in: network)
    }
    return bounds
  }

  private static func add(
    _ term: Term, _ connection: IntegerConnection, to bounds: inout [Int],
    in network: LoweredNetwork
  ) {
    let channels = bounds.count
    let sources = network.shape(tensor: term.source).channels
    let magnitudes = (0..<sources).map { network.magnitude(tensor: term.source, channel: $0) }
    connection.weights.withUnsafeBufferPointer { weights in
      for row in 0..<weights.count / channels {
        let single = term.sourceChannel(row: row, channels: sources).map { magnitudes[$0] }
        for channel in 0..<channels {
          let weight = Int(weights[row * channels + channel].magnitude)
          bounds[channel] += weight * (single ?? magnitudes[channel])
        }
      }
    }
  }

  /// Rule O3: the greatest |u_T| and |y_T| over `weights.count` timesteps; nil above int64.
  static func readout(
    bound: Int, neuron: GraphOutput.Neuron, representation: GraphOutput.Representation,
    weights: [Int]
  ) -> Int? {
    guard bound < 1 << 45 else { return nil }
    var (last, sum, weighted) = (bound, 0, 0)
    for (index, weight) in weights.enumerated() {
      last = neuron == .none ? bound : (index + 1) * bound
      sum += last
      weighted += (weight * last >> 15) + 1
      guard sum < 1 << 45 else { return nil }
    }
    switch representation {
    case .last: return last
    case .sum, .mean: return max(last, sum)
    case .weighted: return max(last, weighted)
    }
  }
}
