import CZlib

/// Bytes of files in their publishers' formats, made by hand.
enum Samples {
  /// Big-endian bytes of `value`.
  static func big(_ value: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
  }

  /// An IDX file of unsigned bytes.
  static func idx(_ dimensions: [Int], _ elements: [UInt8]) -> [UInt8] {
    [0, 0, 8, UInt8(dimensions.count)] + dimensions.flatMap(big) + elements
  }

  /// `count` bytes that differ from their neighbours, from `seed` on.
  static func ramp(_ count: Int, seed: Int = 0) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: ($0 + seed) &* 37 &+ ($0 >> 8)) }
  }

  /// The sum of all bytes.
  static func sum(_ bytes: [UInt8]) -> Int { bytes.reduce(0) { $0 + Int($1) } }

  /// One gzip member of `bytes`.
  static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    deflateInit2_(
      &stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
    defer { deflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: bytes.count + 1024)
    let written = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        stream.next_in = source.baseAddress
        stream.avail_in = uInt(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = uInt(target.count)
        _ = deflate(&stream, Z_FINISH)
        return target.count - Int(stream.avail_out)
      }
    }
    return Array(output[..<written])
  }

  /// A NumPy file, format 1.0 or 2.0.
  static func npy(
    _ type: String, _ shape: String, _ elements: [UInt8], major: UInt8 = 1, order: String = "False"
  ) -> [UInt8] {
    let lead = major == 1 ? 10 : 12
    var text = "{'descr': '\(type)', 'fortran_order': \(order), 'shape': \(shape), }"
    while (lead + text.utf8.count + 1) % 64 != 0 { text += " " }
    text += "\n"
    let count = text.utf8.count
    let length = [UInt8(count & 255), UInt8(count >> 8)] + (major == 1 ? [] : [0, 0])
    return [0x93] + Array("NUMPY".utf8) + [major, 0] + length + Array(text.utf8) + elements
  }

  /// One N-MNIST event.
  static func event(_ x: UInt8, _ y: UInt8, _ polarity: UInt8, _ time: Int) -> [UInt8] {
    let high = UInt8(truncatingIfNeeded: time >> 16) | polarity << 7
    return [x, y, high] + [time >> 8, time].map { UInt8(truncatingIfNeeded: $0) }
  }
}
