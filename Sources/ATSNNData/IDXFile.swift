/// One file of the IDX format, in which MNIST and Fashion-MNIST are published, gzipped or not.
///
/// Big-endian: two zero bytes, element type (8: unsigned byte), rank, a u32 a dimension, elements.
final class IDXFile: Sendable {
  /// Dimensions, outermost first.
  let dimensions: [Int]
  private let content: Content
  private let start: Int

  /// Opens a file that must have `rank` dimensions.
  init(_ path: String, rank: Int) throws(DataError) {
    let header = 4 + 4 * rank
    var found: [Int] = []
    content = try Content(path, headerBytes: header) { bytes throws(DataError) in
      found = try Self.dimensions(bytes, path: path, rank: rank)
      return try Self.size(found, header: header, path: path)
    }
    dimensions = found
    start = header
  }

  /// Copies elements `first`..<`first + destination.count`, which must lie in the file.
  func copy(from first: Int, into destination: UnsafeMutableRawBufferPointer) {
    content.withBytes { bytes in
      let source = bytes[(start + first)..<(start + first + destination.count)]
      destination.copyMemory(from: UnsafeRawBufferPointer(rebasing: source))
    }
  }

  /// Element `index` of the whole array.
  subscript(index: Int) -> UInt8 { content.withBytes { $0[start + index] } }

  /// Whether the file at `path` begins like an IDX file or is gzipped.
  static func looksRight(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.starts(with: [0, 0, 8]) || bytes.starts(with: [0x1F, 0x8B])
  }

  private static func dimensions(
    _ bytes: UnsafeRawBufferPointer, path: String, rank: Int
  ) throws(DataError) -> [Int] {
    guard bytes.count >= 4, bytes[0] == 0, bytes[1] == 0, bytes[2] == 8 else {
      throw DataError(path, "not an IDX file of unsigned bytes (offset 0); get the file again")
    }
    guard bytes[3] == rank else {
      throw DataError(
        path,
        "an IDX file of \(bytes[3]) dimensions where \(rank) are needed (offset 3); "
          + (bytes[3] == 1 ? "give the images file, not the labels" : "give another file"))
    }
    guard bytes.count >= 4 + 4 * rank else {
      throw DataError(path, "cut off inside the IDX header; get the file again")
    }
    return (0..<rank).map { dimension in
      (0..<4).reduce(0) { $0 << 8 | Int(bytes[4 + 4 * dimension + $1]) }
    }
  }

  private static func size(
    _ dimensions: [Int], header: Int, path: String
  ) throws(DataError) -> Int {
    guard let size = Extent.elements(dimensions) else {
      throw DataError(path, "dimensions \(dimensions) are too large (offset 4); get the file again")
    }
    return header + size
  }
}
