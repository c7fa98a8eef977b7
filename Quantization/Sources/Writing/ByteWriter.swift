/// Appends little-endian integers.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  mutating func append<T: FixedWidthInteger>(_ value: T) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func append(_ raw: [UInt8]) { bytes.append(contentsOf: raw) }

  /// Zeros up to `count` bytes in all.
  mutating func pad(to count: Int) {
    precondition(bytes.count <= count)
    bytes.append(contentsOf: repeatElement(0, count: count - bytes.count))
  }
}
