import ATSNNData
import ATSNNEngines

/// The records of a data set as one network sees them.
struct Inputs: Sendable {
  let data: DataSet
  /// Records in use: the first ones.
  let count: Int
  private let model: Model

  /// Opens `options.data` for `model`. Throws where kind, shape or labels do not fit.
  init(_ options: DataOptions, for model: Model) throws {
    self.model = model
    data = try DataSet(path: options.data)
    count = min(options.limit ?? data.count, data.count)
    try check(model.network)
  }

  /// Bytes of one input.
  var bytes: Int { model.network.inputBytes }

  func label(_ index: Int) -> Int? { data.label(index) }

  /// Copies input `index` (0..<count) to `destination`, `bytes` long.
  func copy(_ index: Int, into destination: UnsafeMutableRawBufferPointer) throws {
    try data.copyRecord(
      index, timesteps: model.network.timesteps,
      binning: EventBinning(rawValue: model.network.binning) ?? .time, into: destination)
  }

  private func check(_ network: Network) throws {
    guard (data.kind == .events) == network.takesEvents else {
      let wanted = network.takesEvents ? "recordings of events" : "images"
      throw Failure(
        "\(data.path): \(model.path) takes \(wanted); give the data it was trained on")
    }
    let shape = RecordShape(
      height: network.inputHeight, width: network.inputWidth, channels: network.inputChannels)
    guard data.shape == shape else {
      throw Failure(
        "\(data.path): records of \(data.shape), \(model.path) takes \(shape) (height x width x "
          + "channels); give the data it was trained on")
    }
    try data.checkLabels(below: network.classes)
  }
}
