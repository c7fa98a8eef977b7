/// Four bits at a time by 64 bytes of constants, for devices.
enum NibbleTable {
  /// `CRC32.advanced(index, bits: 4)`, as literals: a table that is made at run time would stand on
  /// the stack and be copied at every access.
  static let entries: InlineArray<16, UInt32> = [
    0x0000_0000, 0x1DB7_1064, 0x3B6E_20C8, 0x26D9_30AC, 0x76DC_4190, 0x6B6B_51F4, 0x4DB2_6158,
    0x5005_713C, 0xEDB8_8320, 0xF00F_9344, 0xD6D6_A3E8, 0xCB61_B38C, 0x9B64_C2B0, 0x86D3_D2D4,
    0xA00A_E278, 0xBDBD_F21C,
  ]

  static func update(_ register: UInt32, _ bytes: UnsafeRawBufferPointer) -> UInt32 {
    var register = register
    for byte in bytes {
      register ^= UInt32(byte)
      register = register >> 4 ^ entries[Int(register & 15)]
      register = register >> 4 ^ entries[Int(register & 15)]
    }
    return register
  }
}
