/// Checked access to NumPy array files.
enum NPYArray {
  /// The header of `file`, whose length is what the header asks for.
  static func header(_ file: FileBytes) throws(DataError) -> NPYHeader {
    let header = try NPYHeader(file.bytes, path: file.path)
    guard let size = header.fileBytes else {
      throw DataError(
        file.path, "dimensions \(header.dimensions) are too large; save fewer records")
    }
    guard size == file.bytes.count else {
      let fault = file.bytes.count < size ? "cut off" : "too long"
      throw DataError(
        file.path,
        "\(fault): \(file.bytes.count) bytes where its header asks for \(size); "
          + "save it again")
    }
    return header
  }

  /// The elements of a one-dimensional array of integers, 8 to 64 bits, signed or not.
  static func integers(_ path: String) throws(DataError) -> [Int] {
    let file = try FileBytes(path)
    let header = try header(file)
    guard header.dimensions.count == 1 else {
      throw DataError(path, "\(header.dimensions.count) dimensions; save labels as N integers")
    }
    guard ["u1", "i1", "u2", "i2", "u4", "i4", "u8", "i8"].contains(header.type) else {
      throw DataError(path, "elements of type '\(header.type)'; save labels as integers")
    }
    return (0..<header.dimensions[0]).map { integer(file.bytes, header, $0) }
  }

  /// Element `index`; an unsigned one that does not fit Int becomes Int.max.
  private static func integer(
    _ bytes: UnsafeRawBufferPointer, _ header: NPYHeader, _ index: Int
  ) -> Int {
    let width = header.elementBytes
    let first = header.start + index * width
    var value: UInt64 = 0
    for byte in 0..<width {
      let place = header.isBigEndian ? byte : width - 1 - byte
      value = value << 8 | UInt64(bytes[first + place])
    }
    guard header.type.hasPrefix("i") else { return Int(exactly: value) ?? Int.max }
    let unused = UInt64(64 - 8 * width)
    return Int(Int64(bitPattern: value << unused) >> Int64(unused))
  }
}
