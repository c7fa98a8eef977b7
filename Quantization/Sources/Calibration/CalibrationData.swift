import ATSNNData

/// Labelled records for calibration and evaluation.
public protocol CalibrationData: Sendable {
  var count: Int { get }
  /// Whether a record is a recording of events; an image otherwise.
  var isEvents: Bool { get }
  /// Of an image, or of one event frame.
  var recordShape: MapShape { get }
  /// The class of record `index`; nil in data without labels.
  func label(_ index: Int) -> Int?
  /// The file that record `index` comes from.
  func file(_ index: Int) -> String
  /// Record `index` in element order: H*W*C bytes, or `timesteps` frames of as many.
  func record(_ index: Int, timesteps: Int, binning: GraphInput.EventBinning)
    throws(QuantizationError) -> [UInt8]
}

extension DataSet: CalibrationData {
  public var isEvents: Bool { kind == .events }

  public var recordShape: MapShape {
    MapShape(channels: shape.channels, height: shape.height, width: shape.width)
  }

  public func file(_ index: Int) -> String { origin(index).file }

  public func record(_ index: Int, timesteps: Int, binning: GraphInput.EventBinning)
    throws(QuantizationError) -> [UInt8]
  {
    var bytes = [UInt8](repeating: 0, count: recordBytes(timesteps: timesteps))
    let result: Result<Void, DataError> = bytes.withUnsafeMutableBytes { buffer in
      Result { () throws(DataError) in
        try copyRecord(
          index, timesteps: timesteps, binning: binning == .time ? .time : .count,
          into: buffer)
      }
    }
    if case .failure(let error) = result {
      throw QuantizationError(
        .calibration, at: "calibration data", error.description, remedy: "give readable data")
    }
    return bytes
  }
}
