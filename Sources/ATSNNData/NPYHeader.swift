/// The header of a NumPy array file, formats 1.0 to 3.0, C order.
struct NPYHeader: Equatable {
  /// NumPy's type code without byte order: "u1", "i8".
  let type: String
  let isBigEndian: Bool
  let dimensions: [Int]
  /// Offset of the first element.
  let start: Int

  /// Bytes an element.
  var elementBytes: Int { Int(type.dropFirst()) ?? 0 }

  init(_ bytes: UnsafeRawBufferPointer, path: String) throws(DataError) {
    guard bytes.starts(with: [0x93] + Array("NUMPY".utf8)) else {
      throw DataError(path, "not a NumPy array file (offset 0); save it with numpy.save")
    }
    guard bytes.count >= 12 else { throw Self.cutOff(path) }
    let wide = bytes[6] >= 2
    guard (1...3).contains(bytes[6]) else {
      throw DataError(path, "NumPy format \(bytes[6]).\(bytes[7]) is not read; use numpy.save")
    }
    let length = (0..<(wide ? 4 : 2)).reduce(0) { $0 | Int(bytes[8 + $1]) << (8 * $1) }
    start = (wide ? 12 : 10) + length
    guard length <= 65_535, start <= bytes.count else { throw Self.cutOff(path) }
    let text = String(decoding: bytes[(wide ? 12 : 10)..<start], as: UTF8.self)
    let fields = try NPYFields(text, path: path)
    type = fields.type
    isBigEndian = fields.isBigEndian
    dimensions = fields.dimensions
  }

  private static func cutOff(_ path: String) -> DataError {
    DataError(path, "cut off inside the NumPy header; get the file again")
  }

  /// Bytes of the whole file, nil where the dimensions overflow.
  var fileBytes: Int? {
    guard let size = Extent.elements(dimensions + [elementBytes]) else { return nil }
    return start + size
  }
}
