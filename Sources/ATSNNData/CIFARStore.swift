/// Colour images of one or more CIFAR binary files, one after another.
struct CIFARStore: RecordStore {
  let kind = RecordKind.image
  let shape = CIFARFormat.shape
  let count: Int
  private let format: CIFARFormat
  private let batches: [FileBytes]
  /// Number of the first record of each file, and the count at the end.
  private let starts: [Int]

  /// Maps `paths`; throws where a size or a label byte does not fit `format`.
  init(_ paths: [String], format: CIFARFormat) throws(DataError) {
    var batches: [FileBytes] = []
    var starts = [0]
    for path in paths {
      let file = try FileBytes(path)
      try Self.check(file, format)
      batches.append(file)
      starts.append(starts[starts.count - 1] + file.bytes.count / format.recordBytes)
    }
    self.format = format
    self.batches = batches
    self.starts = starts
    count = starts[starts.count - 1]
  }

  var classes: Int? { format.classes }

  var files: [String] { batches.map(\.path) }

  func label(_ index: Int) -> Int? {
    let (file, record) = place(index)
    return Int(batches[file].bytes[record * format.recordBytes + format.labelBytes - 1])
  }

  func origin(_ index: Int) -> RecordOrigin {
    let (file, record) = place(index)
    return RecordOrigin(file: batches[file].path, index: record)
  }

  /// Red, green and blue planes become three bytes a pixel.
  func copyImage(_ index: Int, into destination: UnsafeMutableRawBufferPointer) {
    let (file, record) = place(index)
    let source = batches[file].bytes
    let start = record * format.recordBytes + format.labelBytes
    for plane in 0..<3 {
      let first = start + plane * CIFARFormat.planeBytes
      for pixel in 0..<CIFARFormat.planeBytes {
        destination[pixel * 3 + plane] = source[first + pixel]
      }
    }
  }

  private func place(_ index: Int) -> (file: Int, record: Int) {
    var file = 0
    while index >= starts[file + 1] { file += 1 }
    return (file, index - starts[file])
  }

  private static func check(_ file: FileBytes, _ format: CIFARFormat) throws(DataError) {
    let size = file.bytes.count
    guard size > 0, size % format.recordBytes == 0 else {
      throw DataError(
        file.path,
        "\(size) bytes, no multiple of \(format.recordBytes) bytes a record; get the file again")
    }
    for record in 0..<(size / format.recordBytes) {
      for (byte, limit) in format.labelLimits.enumerated() {
        let label = file.bytes[record * format.recordBytes + byte]
        guard label < limit else {
          throw DataError(
            file.path,
            "record \(record) has label \(label), at most \(limit - 1) is possible; "
              + "get the file again")
        }
      }
    }
  }
}
