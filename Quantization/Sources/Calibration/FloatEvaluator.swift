/// Runs the float reference over labelled records on all cores.
public struct FloatEvaluator: Sendable {
  private let network: FloatNetwork
  private let images: CalibrationImages
  private let threads: Int

  /// Records evaluated together; fixed, so that results do not depend on the thread count.
  static let batch = 16

  /// - Throws: `QuantizationError` of kind `calibration` if `data` does not fit the graph.
  public init(_ graph: FloatGraph, data: any CalibrationData, threads: Int)
    throws(QuantizationError)
  {
    network = FloatNetwork(graph)
    images = try CalibrationImages(data, for: graph)
    self.threads = threads
  }

  /// Accuracy and mean timesteps over `records` under `policy`.
  ///
  /// - Parameters:
  ///   - policy: nil takes the checkpoint's, or none: every record runs to the end.
  ///   - progress: called with the share done, 0...1, from any thread, one call at a time.
  public func evaluate(
    records: some Collection<Int>, policy: FloatExitPolicy? = nil,
    progress: @Sendable (Double) -> Void = { _ in }
  ) throws(QuantizationError) -> FloatEvaluation {
    let graph = network.graph
    let timesteps = graph.timesteps
    let never = FloatExitPolicy(
      score: .confidence, thresholds: [Double](repeating: 2, count: timesteps),
      minimumTimestep: 1, maximumTimestep: timesteps)
    let policy = policy ?? graph.exit ?? never
    let logits = try logits(records: Array(records), progress: progress)
    let readout = FloatReadout(output: graph.output)
    var answers: [FloatAnswers] = []
    for (record, logits) in zip(records, logits) {
      answers.append(
        FloatAnswers(
          label: try images.label(record), readouts: readout.readouts(logits), score: policy.score))
    }
    return FloatEvaluation(answers, policy: policy, timesteps: timesteps)
  }

  /// The logits of `records`: per record and timestep one per class.
  public func logits(records: [Int], progress: @Sendable (Double) -> Void = { _ in })
    throws(QuantizationError) -> [[[Float]]]
  {
    let batches = (records.count + Self.batch - 1) / Self.batch
    let results = try Parallel.map(
      count: batches, threads: threads,
      makeWorker: { () throws(QuantizationError) in
        FloatWorkspace(network, capacity: Self.batch)
      },
      finished: { progress(Double($0) / Double(batches)) },
      body: { (workspace, index) throws(QuantizationError) -> [[[Float]]] in
        let slice = records[index * Self.batch..<min((index + 1) * Self.batch, records.count)]
        var bytes: [[UInt8]] = []
        for record in slice { bytes.append(try images.record(record)) }
        return network.run(bytes, in: workspace)
      })
    return results.flatMap { $0 }
  }
}
