/// What the reader of one publisher's format gives; `DataSet` checks indices and buffer sizes.
protocol RecordStore: Sendable {
  var kind: RecordKind { get }
  /// Shape of an image, or of one event frame (two channels: polarity 0 and 1).
  var shape: RecordShape { get }
  var count: Int { get }
  /// Paths of every file that is read, labels included.
  var files: [String] { get }
  /// The number of classes that the format fixes; nil where the files do not say.
  var classes: Int? { get }
  /// The label of record `index`, nil in a data set without labels.
  func label(_ index: Int) -> Int?
  func origin(_ index: Int) -> RecordOrigin
  /// Writes the `shape.elements` bytes of image `index` in element order.
  func copyImage(_ index: Int, into destination: UnsafeMutableRawBufferPointer)
  /// The events of recording `index` in file order.
  func events(_ index: Int) throws(DataError) -> [Event]
}

extension RecordStore {
  func copyImage(_ index: Int, into destination: UnsafeMutableRawBufferPointer) {
    preconditionFailure("a data set of events has no images")
  }

  func events(_ index: Int) throws(DataError) -> [Event] {
    throw DataError(origin(index).description, "an image; give recordings of events")
  }
}
