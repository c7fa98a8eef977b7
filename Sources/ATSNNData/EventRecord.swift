/// One event in N-MNIST's format, 40 bits.
///
/// Byte 0 is x, byte 1 is y; of the 24 bits that follow, highest first, one is the polarity and 23
/// are microseconds.
enum EventRecord {
  static let bytes = 5
  /// Microseconds until the time starts again from 0.
  static let turn: UInt32 = 1 << 23

  /// The event whose first byte is `bytes[first]`.
  static func event(_ bytes: UnsafeRawBufferPointer, at first: Int) -> Event {
    let high = UInt32(bytes[first + 2] & 0x7F) << 16
    return Event(
      x: UInt16(bytes[first]), y: UInt16(bytes[first + 1]), polarity: bytes[first + 2] >> 7,
      time: high | UInt32(bytes[first + 3]) << 8 | UInt32(bytes[first + 4]))
  }
}
