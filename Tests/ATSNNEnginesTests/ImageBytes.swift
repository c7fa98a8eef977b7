import Foundation

/// The bytes of a model image that a test changes, with checksums made valid again.
struct ImageBytes {
  private(set) var bytes: [UInt8]

  /// A record of the section table.
  struct Section {
    let slot: Int
    let kind: Int
    let index: Int
    let offset: Int
    let count: Int
  }

  init(path: String) throws {
    bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  /// Sections of a kind of FORMAT.md: 4 NODES, 6 CHANNELS, 7 WEIGHTS.
  func sections(_ kind: Int) -> [Section] {
    (0..<u32(24)).compactMap { slot in
      let record = 64 + 32 * slot
      guard u32(record) == kind else { return nil }
      return Section(
        slot: slot, kind: kind, index: u32(record + 4), offset: u32(record + 12),
        count: u32(record + 16))
    }
  }

  func u32(_ offset: Int) -> Int {
    (0..<4).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
  }

  func u16(_ offset: Int) -> Int { Int(bytes[offset]) | Int(bytes[offset + 1]) << 8 }

  /// The bytes with `changes` made at absolute offsets, and valid checksums.
  func changed(_ changes: [Int: UInt8]) -> [UInt8] {
    var copy = self
    for (offset, byte) in changes { copy.bytes[offset] = byte }
    copy.repair()
    return copy.bytes
  }

  /// Little-endian changes of a word.
  static func word(_ offset: Int, _ value: Int, bytes: Int) -> [Int: UInt8] {
    Dictionary(
      uniqueKeysWithValues: (0..<bytes).map {
        (offset + $0, UInt8(truncatingIfNeeded: value >> (8 * $0)))
      })
  }

  private mutating func repair() {
    for slot in 0..<u32(24) {
      let record = 64 + 32 * slot
      let start = u32(record + 12)
      put(record + 20, Self.checksum(bytes[start..<(start + u32(record + 16))]))
    }
    put(60, Self.checksum(bytes[..<60] + bytes[64..<(64 + 32 * u32(24))]))
  }

  private mutating func put(_ offset: Int, _ value: UInt32) {
    for byte in 0..<4 { bytes[offset + byte] = UInt8(truncatingIfNeeded: value >> (8 * byte)) }
  }

  /// CRC-32 of IEEE 802.3, bit by bit.
  static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
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
