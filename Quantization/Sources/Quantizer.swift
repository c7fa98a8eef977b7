/// What to quantize, with what.
public struct QuantizeRequest: Sendable {
  public var checkpoint: Checkpoint
  public var data: any CalibrationData
  /// 8 or 16; nil takes what training fixed, or 8.
  public var weightBits: Int?
  /// 16 or 32; nil takes what training fixed, or 16.
  public var membraneBits: Int?
  public var scaleImages = 512
  public var thresholdImages = 5000
  public var threads = 2
  public var allowsTestData = false
  /// Synaptic operations and neuron updates that a run may come to (rule X9); nil for no limit.
  public var budget: UInt64?
  /// How weights stand in the image; no result depends on it.
  public var layouts = LayoutChoice.auto
  /// Name and version of the program, for the image's note and the header.
  public var generator = "atsnn"

  public init(checkpoint: Checkpoint, data: any CalibrationData) {
    self.checkpoint = checkpoint
    self.data = data
  }
}

/// A quantized network.
public struct QuantizeResult: Sendable {
  /// The model image, accepted by the runtime's reader.
  public let image: [UInt8]
  /// The report as JSON; see CLI.md.
  public let report: JSONValue
  public let warnings: [String]
  public let split: CalibrationSplit
  /// On the threshold records, with the float and the integer policy.
  public let float: FloatEvaluation
  public let integer: IntegerEvaluation
  let facts: HeaderWriter.Facts

  /// The report's bytes.
  public var reportBytes: [UInt8] { Array(JSONWriter.text(report, indentation: 2).utf8) }

  /// The C header with the image; `command` is what the user typed.
  public func header(command: String) -> [UInt8] {
    var facts = facts
    facts.command = command
    return HeaderWriter.header(image: image, facts: facts)
  }
}

/// From a float checkpoint to a model image: check, lower, choose scales, calibrate exits.
public enum Quantizer {
  /// Quantizes the request's checkpoint.
  ///
  /// - Parameter progress: called with a stage and the share of it that is done, 0...1, from any
  ///   thread, one call at a time.
  /// - Throws: `QuantizationError`; nothing has been written then.
  public static func run(
    _ request: QuantizeRequest, progress: @escaping @Sendable (String, Double) -> Void = { _, _ in }
  ) throws(QuantizationError) -> QuantizeResult {
    let graph = try GraphChecker.graph(of: request.checkpoint)
    let options = try options(request, graph)
    let lowered = Lowering.lower(graph)
    let images = try CalibrationImages(request.data, for: graph)
    let split = try CalibrationSplit(
      count: request.data.count, heldOut: graph.heldOut, scaleCount: request.scaleImages,
      thresholdCount: request.thresholdImages)
    if !request.allowsTestData {
      try TestDataGuard.check(request.data, records: split.scaleRecords + split.thresholdRecords)
    }
    let calibrator = Calibrator(images: images, threads: request.threads, progress: progress)
    let run = QuantizationRun(
      lowered: lowered, options: options, split: split, calibrator: calibrator,
      generator: request.generator, budget: request.budget, layouts: request.layouts)
    return try run.result()
  }

  private static func options(_ request: QuantizeRequest, _ graph: FloatGraph)
    throws(QuantizationError) -> QuantizationOptions
  {
    let bits = request.weightBits ?? graph.fixed?.weightBits ?? 8
    let membraneBits = request.membraneBits ?? graph.fixed?.membraneBits ?? 16
    guard bits == 8 || bits == 16, membraneBits == 16 || membraneBits == 32 else {
      throw QuantizationError(
        .graph, at: "request", "\(bits)-bit weights, \(membraneBits)-bit membranes",
        remedy: "ask for weights of 8 or 16 bits and membranes of 16 or 32")
    }
    if let fixed = graph.fixed, fixed.weightBits != bits, !fixed.layers.isEmpty {
      throw QuantizationError(
        .graph, at: "graph.quantization", "fixed for \(fixed.weightBits)-bit weights, not \(bits)",
        remedy: "ask for \(fixed.weightBits)-bit weights")
    }
    return QuantizationOptions(
      weightBits: bits, membraneBits: membraneBits, threads: request.threads)
  }
}
