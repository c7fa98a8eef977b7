/// Images of a NumPy file, uint8 N,H,W,C, with labels in "NAME-labels.npy" beside "NAME.npy".
struct NPYStore: RecordStore {
  let kind = RecordKind.image
  let shape: RecordShape
  let count: Int
  let classes: Int? = nil
  private let file: FileBytes
  private let start: Int
  private let labels: [Int]?

  /// Maps the images at `path` and reads the labels where their file is there.
  init(_ path: String) throws(DataError) {
    file = try FileBytes(path)
    let header = try NPYArray.header(file)
    let dimensions = header.dimensions
    guard header.type == "u1" else {
      throw DataError(path, "elements of type '\(header.type)'; save uint8 pixels (0...255)")
    }
    guard dimensions.count == 4 else {
      throw DataError(path, "\(dimensions.count) dimensions; save uint8 N,H,W,C")
    }
    count = dimensions[0]
    shape = RecordShape(height: dimensions[1], width: dimensions[2], channels: dimensions[3])
    guard shape.elements > 0 else { throw DataError(path, "images of no pixels; give other data") }
    start = header.start
    labels = try Self.labels(beside: path, count: count)
  }

  func label(_ index: Int) -> Int? { labels?[index] }

  var files: [String] { [file.path, Self.labelPath(file.path)] }

  func origin(_ index: Int) -> RecordOrigin { RecordOrigin(file: file.path, index: index) }

  func copyImage(_ index: Int, into destination: UnsafeMutableRawBufferPointer) {
    let first = start + index * shape.elements
    let source = file.bytes[first..<(first + shape.elements)]
    destination.copyMemory(from: UnsafeRawBufferPointer(rebasing: source))
  }

  private static func labelPath(_ path: String) -> String {
    (path.hasSuffix(".npy") ? String(path.dropLast(4)) : path) + "-labels.npy"
  }

  private static func labels(beside path: String, count: Int) throws(DataError) -> [Int]? {
    let labelPath = labelPath(path)
    guard Folder.isFile(labelPath) else { return nil }
    let labels = try NPYArray.integers(labelPath)
    guard labels.count == count else {
      throw DataError(
        labelPath,
        "\(labels.count) labels for the \(count) images of \(path); put its own labels beside it")
    }
    if let index = labels.firstIndex(where: { $0 < 0 || $0 > 65_535 }) {
      throw DataError(labelPath, "label \(labels[index]) of record \(index); classes count from 0")
    }
    return labels
  }
}
