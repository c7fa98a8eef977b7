/// Records of a data set as a graph's input, checked against it.
struct CalibrationImages: Sendable {
  let data: any CalibrationData
  let graph: FloatGraph

  /// - Throws: `QuantizationError` of kind `calibration` if shapes or kinds differ.
  init(_ data: any CalibrationData, for graph: FloatGraph) throws(QuantizationError) {
    self.data = data
    self.graph = graph
    guard data.isEvents != graph.input.isImage else {
      throw Self.unfit(
        data.isEvents ? "events for a network that sees images" : "images for a network of events")
    }
    guard data.recordShape == graph.input.shape else {
      throw Self.unfit("records of \(data.recordShape) for an input of \(graph.input.shape)")
    }
  }

  private static func unfit(_ fault: String) -> QuantizationError {
    QuantizationError(
      .calibration, at: "calibration data", fault, remedy: "give the data it was trained on")
  }

  private var binning: GraphInput.EventBinning {
    if case .events(let binning) = graph.input.kind { binning } else { .time }
  }

  func record(_ index: Int) throws(QuantizationError) -> [UInt8] {
    try data.record(index, timesteps: graph.timesteps, binning: binning)
  }

  /// The class of record `index`.
  ///
  /// - Throws: `QuantizationError` of kind `calibration` without labels or for a class the network
  ///   does not have.
  func label(_ index: Int) throws(QuantizationError) -> Int {
    guard let label = data.label(index) else { throw Self.unfit("records without labels") }
    guard label >= 0 && label < graph.classCount else {
      throw Self.unfit("label \(label) for a network of \(graph.classCount) classes")
    }
    return label
  }
}
