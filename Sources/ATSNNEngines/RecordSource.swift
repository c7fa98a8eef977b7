/// Gives the inputs of vectors that name a record of a data set.
public protocol RecordSource {
  /// The record as `network` sees it (`network.inputBytes` bytes), nil where the data set is not at
  /// hand. Throws where it is at hand and cannot be read, or has no such record.
  func input(_ record: GoldenRecord, for network: Network) throws(EngineError) -> [UInt8]?
}

/// No data set is at hand.
public struct NoRecords: RecordSource {
  public init() {}

  public func input(_ record: GoldenRecord, for network: Network) throws(EngineError) -> [UInt8]? {
    nil
  }
}
