/// What `atsnn quantize --report` writes: one JSON object, no times, no paths.
struct QuantizationReport {
  let network: IntegerNetwork
  let options: QuantizationOptions
  let policy: FloatExitPolicy
  let split: CalibrationSplit
  let tallies: [LayerTally]
  let float: FloatEvaluation
  let integer: IntegerEvaluation
  let imageBytes: Int
  let sessionBytes: Int
  let warnings: [String]

  private typealias Member = JSONValue.Member

  var json: JSONValue {
    .object([
      Member("network", .string(network.lowered.graph.name)),
      Member("weight_bits", .integer(options.weightBits)),
      Member("membrane_bits", .integer(options.membraneBits)),
      Member("image_bytes", .integer(imageBytes)),
      Member("session_bytes", .integer(sessionBytes)),
      Member("float_accuracy", .number(float.accuracy)),
      Member("integer_accuracy", .number(integer.accuracy)),
      Member("float_mean_timesteps", .number(float.meanTimesteps)),
      Member("integer_mean_timesteps", .number(integer.meanTimesteps)),
      Member("float_exit_histogram", .array(float.exitHistogram.map(JSONValue.integer))),
      Member("integer_exit_histogram", .array(integer.exitHistogram.map(JSONValue.integer))),
      Member("calibration", calibration),
      Member("exit", exit),
      Member("layers", .array(layers)),
      Member("readout", readout),
      Member("warnings", .array(warnings.map(JSONValue.string))),
    ])
  }

  private var calibration: JSONValue {
    .object([
      Member("scale_images", .integer(split.scaleRecords.count)),
      Member("scale_records", .string(split.scaleDescription)),
      Member("threshold_images", .integer(split.thresholdRecords.count)),
      Member("threshold_records", .string(split.thresholdDescription)),
      Member("accuracy_measured_on", .string(split.thresholdDescription)),
      Member("rates_measured_on", .string(split.scaleDescription)),
    ])
  }

  private var exit: JSONValue {
    .object([
      Member("score", .string(policy.score.rawValue)),
      Member("float_thresholds", .array(policy.thresholds.map(JSONValue.number))),
      Member("thresholds", .array(network.exit.thresholds.map { .integer(Int($0)) })),
      Member("min_timestep", .integer(policy.minimumTimestep)),
      Member("max_timestep", .integer(policy.maximumTimestep)),
      Member("budget", network.exit.budget.map { .integer(Int(clamping: $0)) } ?? .null),
    ])
  }

  private var layers: [JSONValue] {
    network.lowered.layers.indices.compactMap { index in
      guard case .spiking = network.lowered.layers[index].kind else { return nil }
      return spiking(index)
    }
  }

  private func spiking(_ index: Int) -> JSONValue {
    let (layer, tally) = (network.layers[index], tallies[index])
    return .object([
      Member("name", .string(network.lowered.layers[index].name)),
      Member("accumulator_bound", .integer(layer.accumulatorBound)),
      Member("float_spike_rate", Self.rounded(tally.floatRate)),
      Member("integer_spike_rate", Self.rounded(tally.integerRate)),
      Member("agreement", Self.rounded(tally.agreement)),
      Member("saturations", .integer(tally.saturations)),
      Member("scale", .array(layer.scale.map(JSONValue.number))),
      Member("shift", .array(layer.shift.map { .integer(Int($0)) })),
      Member("threshold", .array(layer.threshold.map { .integer(Int($0)) })),
    ])
  }

  private var readout: JSONValue {
    let last = network.layers.count - 1
    return .object([
      Member("name", .string(network.lowered.layers[last].name)),
      Member("accumulator_bound", .integer(network.layers[last].accumulatorBound)),
      Member("scale", .number(network.readout.scale)),
    ])
  }

  /// Five digits: further ones may differ between processors.
  private static func rounded(_ value: Double) -> JSONValue {
    .number((value * 100_000).rounded() / 100_000)
  }
}
