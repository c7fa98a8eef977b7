/// Four bits at a time: 64 bytes of table on the stack, for devices.
struct NibbleTable {
  private let entries = InlineArray<16, UInt32> { CRC32.advanced(UInt32($0), bits: 4) }

  func update(_ register: UInt32, _ bytes: UnsafeRawBufferPointer) -> UInt32 {
    var register = register
    for byte in bytes {
      register ^= UInt32(byte)
      register = register >> 4 ^ entries[Int(register & 15)]
      register = register >> 4 ^ entries[Int(register & 15)]
    }
    return register
  }
}
