import ATSNNRuntime

/// The runtime's CRC-32 of a whole message.
enum Checksum {
  static func crc32(_ bytes: [UInt8]) -> UInt32 {
    var checksum = CRC32()
    bytes.withUnsafeBytes { checksum.update($0) }
    return checksum.value
  }
}
