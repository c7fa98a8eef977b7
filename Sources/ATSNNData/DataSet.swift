/// Records with their labels, read from a publisher's own files without any conversion up front.
///
/// `DataSet(path:)` opens every DATA format of the program. Reading is safe from several threads.
public struct DataSet: Sendable {
  private let store: any RecordStore
  /// The path that was opened.
  public let path: String

  init(_ store: any RecordStore, path: String) {
    self.store = store
    self.path = path
  }

  /// Images or recordings of events.
  public var kind: RecordKind { store.kind }

  /// Shape of an image, or of one event frame (two channels: polarity 0 and 1).
  public var shape: RecordShape { store.shape }

  /// Number of records.
  public var count: Int { store.count }

  /// Paths of every file that is read, labels included.
  public var files: [String] { store.files }

  /// Number of classes that the format fixes (10, 100); nil where the files do not say.
  public var classes: Int? { store.classes }

  /// Whether every record has a label (all have, or none has).
  public var isLabelled: Bool { store.count > 0 && store.label(0) != nil }

  /// The label of record `index`, nil in a data set without labels. `index` in 0..<count.
  public func label(_ index: Int) -> Int? {
    precondition(index >= 0 && index < count)
    return store.label(index)
  }

  /// File and number in it of record `index`. `index` in 0..<count.
  public func origin(_ index: Int) -> RecordOrigin {
    precondition(index >= 0 && index < count)
    return store.origin(index)
  }

  /// Copies image `index` in element order (y, x, c).
  ///
  /// - Parameters:
  ///   - index: In 0..<count; the data set's kind must be `.image`.
  ///   - destination: At least `shape.elements` bytes.
  public func copyImage(_ index: Int, into destination: UnsafeMutableRawBufferPointer) {
    precondition(index >= 0 && index < count && destination.count >= shape.elements)
    store.copyImage(index, into: destination)
  }

  /// Image `index` in element order (y, x, c). `index` in 0..<count; kind must be `.image`.
  public func image(_ index: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: shape.elements) { buffer, count in
      copyImage(index, into: UnsafeMutableRawBufferPointer(buffer))
      count = shape.elements
    }
  }

  /// The events of recording `index` (0..<count) in file order, not checked by rule E5.
  ///
  /// Throws where the file is gone, cut off, or the record is an image.
  public func events(_ index: Int) throws(DataError) -> [Event] {
    precondition(index >= 0 && index < count)
    return try store.events(index)
  }
}
