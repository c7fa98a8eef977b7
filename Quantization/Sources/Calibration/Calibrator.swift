/// Runs float and integer networks over calibration records, on all cores.
struct Calibrator: Sendable {
  let images: CalibrationImages
  let threads: Int
  let progress: @Sendable (String, Double) -> Void

  private var graph: FloatGraph { images.graph }
  /// Records done together; fixed, so that no result depends on the thread count.
  private static let batch = 16

  private func batches(_ records: [Int]) -> [ArraySlice<Int>] {
    stride(from: 0, to: records.count, by: Self.batch).map {
      records[$0..<min($0 + Self.batch, records.count)]
    }
  }

  private func load(_ records: ArraySlice<Int>) throws(QuantizationError) -> [[UInt8]] {
    var bytes: [[UInt8]] = []
    for record in records { bytes.append(try images.record(record)) }
    return bytes
  }

  /// What the sources of every connection carry while `network` runs over `records`, per layer and
  /// connection.
  func statistics(of network: IntegerNetwork, records: [Int]) throws(QuantizationError)
    -> [[SourceStatistics]]
  {
    let image = try AlignedImage(network: network)
    let parts = try Parallel.gather(
      count: records.count, threads: threads,
      makeWorker: { () throws(QuantizationError) in
        try StatisticsCollector(network.lowered, image, records: records.count)
      },
      finished: { progress("measuring sources", Double($0) / Double(records.count)) },
      body: { (collector, index) throws(QuantizationError) in
        try collector.add(images.record(records[index]), ordinal: index)
      },
      finish: { $0.statistics })
    return StatisticsCollector.total(parts)
  }

  /// The spikes of both networks on `records`, per layer; empty tallies for layers without spikes.
  func compare(_ network: IntegerNetwork, records: [Int]) throws(QuantizationError)
    -> [LayerTally]
  {
    let float = FloatNetwork(graph)
    let image = try AlignedImage(network: network)
    let batches = batches(records)
    let parts = try Parallel.map(
      count: batches.count, threads: threads,
      makeWorker: { () throws(QuantizationError) in
        (FloatWorkspace(float, capacity: Self.batch), try IntegerRunner(image))
      },
      finished: { progress("comparing layers", Double($0) / Double(batches.count)) },
      body: { (worker, index) throws(QuantizationError) -> [LayerTally] in
        var comparison = SpikeComparison(network.lowered)
        try comparison.run(
          try load(batches[index]), float: float, workspace: worker.0, integer: worker.1)
        return comparison.tallies
      })
    let none = network.layers.map { _ in LayerTally() }
    return parts.reduce(none) { zip($0, $1).map(+) }
  }

  /// The answers of `network` on `records`, with levels of its exit score.
  func answers(_ network: IntegerNetwork, records: [Int]) throws(QuantizationError)
    -> [IntegerAnswers]
  {
    let image = try AlignedImage(network: network)
    return try Parallel.map(
      count: records.count, threads: threads,
      makeWorker: { () throws(QuantizationError) in try IntegerRunner(image) },
      finished: { progress("calibrating exits", Double($0) / Double(records.count)) },
      body: { (runner, index) throws(QuantizationError) in
        let record = records[index]
        return try runner.answers(images.record(record), label: images.label(record))
      })
  }
}
