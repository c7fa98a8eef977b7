/// CRC-32 of IEEE 802.3: reflected polynomial EDB88320, initial value and final xor FFFFFFFF.
public struct CRC32: Sendable {
  static let polynomial: UInt32 = 0xEDB8_8320

  private var register: UInt32 = 0xFFFF_FFFF

  /// The checksum of the message so far.
  public var value: UInt32 { ~register }

  public init() {}

  /// Appends bytes to the message.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    #if hasFeature(Embedded)
      register = NibbleTable.update(register, bytes)
    #elseif canImport(CKernels)
      register = Folding.update(register, bytes) ?? Braid.update(register, bytes)
    #else
      register = Braid.update(register, bytes)
    #endif
  }

  /// `count` steps of the register without input.
  static func advanced(_ register: UInt32, bits count: Int) -> UInt32 {
    var register = register
    for _ in 0..<count {
      register = register >> 1 ^ (register & 1 == 0 ? 0 : polynomial)
    }
    return register
  }
}
