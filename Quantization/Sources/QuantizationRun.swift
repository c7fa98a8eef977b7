/// The stages of quantization after everything has been checked.
struct QuantizationRun {
  let lowered: LoweredNetwork
  let options: QuantizationOptions
  let split: CalibrationSplit
  let calibrator: Calibrator
  let generator: String
  let budget: UInt64?
  let layouts: LayoutChoice

  private var graph: FloatGraph { lowered.graph }

  /// The whole result.
  func result() throws(QuantizationError) -> QuantizeResult {
    let chosen = try chooseIntegers()
    var network = chosen.network
    let exits = try calibrateExits(network)
    network.exit = exits.exit
    let tallies = try calibrator.compare(network, records: split.scaleRecords)
    let note = ImageNote(generator: generator, network: network).text
    let image = ImageWriter.image(of: network, note: note, layouts: layouts)
    let sessionBytes = try AlignedImage(image).deviceBytes
    var warnings = lowered.warnings + chosen.warnings + split.warnings + exits.warnings
    for (layer, tally) in zip(lowered.layers, tallies) where tally.updates > 0 {
      warnings += tally.warnings(layer: layer.name)
    }
    let report = QuantizationReport(
      network: network, options: options, policy: exits.policy, split: split, tallies: tallies,
      float: exits.float, integer: exits.integer, imageBytes: image.count,
      sessionBytes: sessionBytes.addresses64, warnings: warnings)
    return QuantizeResult(
      image: image, report: report.json, warnings: warnings, split: split, float: exits.float,
      integer: exits.integer, facts: facts(sessionBytes: sessionBytes))
  }

  private func facts(sessionBytes: HeaderWriter.SessionBytes) -> HeaderWriter.Facts {
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

  /// Thresholds by matching the fine network's exits. The float network runs for the report only:
  /// its last digits depend on the processor, so it decides nothing.
  private func calibrateExits(_ network: IntegerNetwork) throws(QuantizationError) -> Exits {
    let (timesteps, records) = (graph.timesteps, split.thresholdRecords)
    let score = graph.exit?.score ?? .confidence
    let fine = try FineNetwork(lowered, score: score, threads: options.threads)
    let references = try calibrator.answers(fine.network, records: records)
    let policy =
      graph.exit ?? FloatPolicyChoice.policy(for: references, thresholds: fine.thresholds)
    let wanted = IntegerEvaluation(references, exit: fine.thresholds.exit(of: policy))
    var measuring = network
    measuring.exit = .recording(score, timesteps: timesteps)
    let integers = try calibrator.answers(measuring, records: records)
    var calibration = ExitCalibration(policy: policy, timesteps: timesteps)
    var exit = calibration.calibrate(wanted: wanted.exitHistogram, integers: integers)
    exit.budget = budget
    return Exits(
      exit: exit, policy: policy, float: try evaluateFloat(policy),
      integer: IntegerEvaluation(integers, exit: exit),
      warnings: policyWarnings(policy) + calibration.warnings + budgetWarnings(integers))
  }

  private func evaluateFloat(_ policy: FloatExitPolicy) throws(QuantizationError) -> FloatEvaluation
  {
    let images = calibrator.images
    return try FloatEvaluator(graph, data: images.data, threads: calibrator.threads).evaluate(
      records: split.thresholdRecords, policy: policy
    ) { calibrator.progress("running the float network", $0) }
  }

  /// Says that a budget cannot hold at timestep 1, which always runs.
  private func budgetWarnings(_ answers: [IntegerAnswers]) -> [String] {
    guard let budget, let worst = answers.first?.worstCase, budget < worst else { return [] }
    return [
      "the budget of \(budget) operations is below the worst case of one timestep, \(worst): "
        + "timestep 1 runs all the same and may pass it"
    ]
  }

  /// Says that a policy was chosen, and which.
  private func policyWarnings(_ policy: FloatExitPolicy) -> [String] {
    guard graph.exit == nil else { return [] }
    let threshold = policy.thresholds[0]
    let choice =
      threshold > 1
      ? "none: every record runs to the end" : "confidence at least \(threshold) at every timestep"
    return ["the checkpoint has no exit policy; chosen on the threshold records: \(choice)"]
  }
}
