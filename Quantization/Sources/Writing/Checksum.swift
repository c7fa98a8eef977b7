/// CRC-32 of IEEE 802.3, reflected: polynomial EDB88320, initial value and final xor FFFFFFFF.
enum Checksum {
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
  }

  static func crc32(_ bytes: some Sequence<UInt8>) -> UInt32 {
    let table = Self.table
    return table.withUnsafeBufferPointer { table in
      ~bytes.reduce(UInt32.max) { crc, byte in
        crc >> 8 ^ table[Int(UInt8(truncatingIfNeeded: crc) ^ byte)]
      }
    }
  }
}
