/// Collects the statistics of every connection of a network; one per thread.
final class StatisticsCollector {
  /// Per layer and connection.
  private(set) var statistics: [[SourceStatistics]]
  private let samplers: [[SourceSampler]]
  private let network: LoweredNetwork
  private let runner: IntegerRunner

  /// - Parameter records: how many records all threads together will add.
  init(_ network: LoweredNetwork, _ image: AlignedImage, records: Int) throws(QuantizationError) {
    self.network = network
    runner = try IntegerRunner(image)
    statistics = network.layers.map { layer in
      layer.terms.map { SourceStatistics($0, source: network.shape(tensor: $0.source)) }
    }
    samplers = network.layers.map { layer in
      layer.terms.map { term in
        let isStatic = term.source == 0 && network.graph.input.isImage
        return SourceSampler(
          term, source: network.shape(tensor: term.source), output: layer.shape,
          readings: records * (isStatic ? 1 : network.graph.timesteps))
      }
    }
  }

  /// Runs `record`, the `ordinal`-th of all, and adds what its connections read.
  func add(_ record: [UInt8], ordinal: Int) throws(QuantizationError) {
    let timesteps = network.graph.timesteps
    let size = network.graph.input.shape.elements
    let zeros = network.zeroPoints
    if !zeros.isEmpty {
      add((0..<size).map { Int32(record[$0]) - Int32(zeros[$0 % zeros.count]) }, 0, phase: ordinal)
    }
    try runner.begin(record)
    for timestep in 1...timesteps {
      try runner.step(timestep, record)
      let phase = ordinal * timesteps + timestep
      if zeros.isEmpty {
        let frame = record[(timestep - 1) * size..<timestep * size]
        add(frame.map(Int32.init), 0, phase: phase)
      }
      for (layer, description) in network.layers.enumerated() where description.maximumCount > 0 {
        let outputs = runner.outputs(layer: layer, count: description.shape.elements)
        add(outputs.map(Int32.init), layer + 1, phase: phase)
      }
    }
  }

  /// Adds a reading of tensor `tensor` to every connection that reads it.
  private func add(_ values: [Int32], _ tensor: Int, phase: Int) {
    for layer in samplers.indices {
      for index in samplers[layer].indices where samplers[layer][index].term.source == tensor {
        samplers[layer][index].add(values, phase: phase, to: &statistics[layer][index])
      }
    }
  }

  /// The sum of what several collectors have.
  static func total(_ parts: [[[SourceStatistics]]]) -> [[SourceStatistics]] {
    var total = parts[0]
    for part in parts.dropFirst() {
      for layer in part.indices {
        for index in part[layer].indices { total[layer][index].add(part[layer][index]) }
      }
    }
    return total
  }
}
