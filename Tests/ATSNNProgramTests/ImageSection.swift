/// A section of a model image (FORMAT.md), to change and to make valid again.
struct ImageSection {
  let offset: Int
  let count: Int
  private let record: Int

  /// The section of `kind` and `index`; nil where there is none.
  init?(_ bytes: [UInt8], kind: Int, index: Int) {
    let records = (0..<Self.u32(bytes, 24)).map { 64 + 32 * $0 }
    let match = records.first {
      Self.u32(bytes, $0) == kind && Self.u32(bytes, $0 + 4) == index
    }
    guard let match else { return nil }
    record = match
    offset = Self.u32(bytes, match + 12)
    count = Self.u32(bytes, match + 16)
  }

  /// Writes the section's checksum and the header's.
  func repair(_ bytes: inout [UInt8]) {
    put(&bytes, record + 20, Self.checksum(bytes[offset..<(offset + count)]))
    let table = bytes[64..<(64 + 32 * Self.u32(bytes, 24))]
    put(&bytes, 60, Self.checksum(bytes[..<60] + table))
  }

  private func put(_ bytes: inout [UInt8], _ offset: Int, _ value: UInt32) {
    for byte in 0..<4 { bytes[offset + byte] = UInt8(truncatingIfNeeded: value >> (8 * byte)) }
  }

  private static func u32(_ bytes: [UInt8], _ offset: Int) -> Int {
    (0..<4).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
  }

  /// CRC-32 of IEEE 802.3.
  private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    var remainder: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      remainder ^= UInt32(byte)
      for _ in 0..<8 {
        remainder = remainder & 1 == 1 ? remainder >> 1 ^ 0xEDB8_8320 : remainder >> 1
      }
    }
    return ~remainder
  }
}
