/// The stages of quantization after everything has been checked.
struct QuantizationRun {
  let lowered: LoweredNetwork
  let options: QuantizationOptions
  let split: CalibrationSplit
  let calibrator: Calibrator
  let generator: String

  private var graph: FloatGraph { lowered.graph }

  /// The whole result.
  func result() throws(QuantizationError) -> QuantizeResult {
    let chosen = try chooseIntegers()
    var network = chosen.network
    let exits = try calibrateExits(network)
    network.exit = exits.exit
    let tallies = try calibrator.compare(network, records: split.scaleRecords)
    let note = ImageNote(generator: generator, network: network).text
    let image = ImageWriter.image(of: network, note: note)
    let sessionBytes = try AlignedImage(image).sessionBytes
    var warnings = lowered.warnings + chosen.warnings + split.warnings + exits.warnings
    for (layer, tally) in zip(lowered.layers, tallies) where tally.updates > 0 {
      warnings += tally.warnings(layer: layer.name)
    }
    let report = QuantizationReport(
      network: network, options: options, policy: exits.policy, split: split, tallies: tallies,
      float: exits.float, integer: exits.integer, imageBytes: image.count,
      sessionBytes: sessionBytes, warnings: warnings)
    return QuantizeResult(
      image: image, report: report.json, warnings: warnings, split: split, float: exits.float,
      integer: exits.integer, facts: facts(sessionBytes: sessionBytes))
  }

  private func facts(sessionBytes: Int) -> HeaderWriter.Facts {
    HeaderWriter.Facts(
      generator: generator, command: "", name: graph.name, sessionBytes: sessionBytes,
      shape: graph.input.shape, classes: graph.classCount, timesteps: graph.timesteps)
  }

  /// Scales first from the greatest weights; a run with those tells which sources matter, and with
  /// that the weights are clipped. 16-bit weights need no clipping.
  private func chooseIntegers() throws(QuantizationError) -> NetworkQuantizer.Result {
    let quantizer = NetworkQuantizer(network: lowered, options: options)
    let first = try quantizer.quantize()
    guard options.weightBits == 8, !isFixed else { return first }
    let statistics = try calibrator.statistics(of: first.network, records: split.scaleRecords)
    let search = ClipSearch(network: lowered, options: options, statistics: statistics)
    let guidance = Guidance(clips: try search.clips(), statistics: statistics)
    return try quantizer.quantize(guidance: guidance)
  }

  /// Whether training fixed every scale.
  private var isFixed: Bool {
    guard let fixed = graph.fixed else { return false }
    return lowered.layers.allSatisfy { $0.terms.isEmpty || fixed.layers[$0.name]?.scale != nil }
  }

  private struct Exits {
    let exit: IntegerExit
    let policy: FloatExitPolicy
    let float: FloatEvaluation
    let integer: IntegerEvaluation
    let warnings: [String]
  }

  private func calibrateExits(_ network: IntegerNetwork) throws(QuantizationError) -> Exits {
    let timesteps = graph.timesteps
    let score = graph.exit?.score ?? .confidence
    var measuring = network
    measuring.exit = IntegerExit(
      score: ExitCalibration.score(score), thresholds: [UInt32](repeating: 0, count: timesteps),
      minimumTimestep: timesteps, maximumTimestep: timesteps)
    let answers = try calibrator.answers(
      measuring, score: score, records: split.thresholdRecords)
    let (floats, integers) = (answers.map(\.float), answers.map(\.integer))
    let policy = graph.exit ?? FloatPolicyChoice.policy(for: floats, timesteps: timesteps)
    let float = FloatEvaluation(floats, policy: policy, timesteps: timesteps)
    var calibration = ExitCalibration(policy: policy, timesteps: timesteps)
    let exit = calibration.calibrate(float: float.exitHistogram, integers: integers)
    return Exits(
      exit: exit, policy: policy, float: float,
      integer: IntegerEvaluation(integers, exit: exit), warnings: calibration.warnings)
  }
}
