/// The first 64 bytes, checked as far as they stand alone.
struct Header {
  static let byteCount = 64
  /// 89 41 54 53 4E 4E 0D 0A, the first byte lowest.
  static let magic: UInt64 = 0x0A0D_4E4E_5354_4189

  let flags: UInt32
  let sectionCount: Int
  let nodeCount: Int
  let connectionCount: Int

  init(_ bytes: UnsafeRawBufferPointer) throws(ImageError) {
    guard UInt(bitPattern: bytes.baseAddress) % 64 == 0 else { throw ImageError(.address) }
    guard bytes.count >= Header.byteCount else { throw ImageError(.truncated) }
    guard bytes.load(as: UInt64.self) == Header.magic else { throw ImageError(.magic) }
    guard bytes.u32(8) == 1 else { throw ImageError(.formatVersion, offset: 8) }
    try Header.checkLength(bytes)
    flags = bytes.u32(16)
    sectionCount = try Header.count(bytes, at: 24, in: 1...65_535)
    nodeCount = try Header.count(bytes, at: 28, in: 1...4_096)
    connectionCount = try Header.count(bytes, at: 32, in: 1...16_384)
    try checkTableAndChecksum(bytes)
    try checkVersions(bytes)
  }

  private static func checkLength(_ bytes: UnsafeRawBufferPointer) throws(ImageError) {
    guard UInt64(bytes.u32(20)) == UInt64(bytes.count) else {
      throw ImageError(.truncated, offset: 20)
    }
    guard bytes.count % 64 == 0 else { throw ImageError(.value, offset: 20) }
  }

  private static func count(
    _ bytes: UnsafeRawBufferPointer, at offset: Int, in range: ClosedRange<UInt32>
  ) throws(ImageError) -> Int {
    let count = bytes.u32(offset)
    guard range.contains(count) else { throw ImageError(.value, offset: offset) }
    return Int(count)
  }

  private func checkTableAndChecksum(_ bytes: UnsafeRawBufferPointer) throws(ImageError) {
    let tableBytes = sectionCount * SectionTable.recordBytes
    guard Header.byteCount + tableBytes <= bytes.count else {
      throw ImageError(.truncated, offset: Header.byteCount)
    }
    var checksum = CRC32()
    checksum.update(bytes.slice(0, count: 60))
    checksum.update(bytes.slice(Header.byteCount, count: tableBytes))
    guard checksum.value == bytes.u32(60) else { throw ImageError(.headerChecksum, offset: 60) }
  }

  private func checkVersions(_ bytes: UnsafeRawBufferPointer) throws(ImageError) {
    guard bytes.isZero(36, count: 24) else { throw ImageError(.value, offset: 36) }
    guard bytes.u32(12) == 1 else { throw ImageError(.arithmeticVersion, offset: 12) }
    guard flags & ~FeatureFlag.known == 0 else { throw ImageError(.featureFlags, offset: 16) }
  }
}
