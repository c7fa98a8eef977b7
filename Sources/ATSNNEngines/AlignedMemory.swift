/// Memory that engines live in, aligned as they ask.
final class AlignedMemory {
  static let alignment = 64
  let bytes: UnsafeMutableRawBufferPointer

  /// `count` bytes, zero.
  init(_ count: Int) {
    bytes = .allocate(byteCount: max(count, 1), alignment: Self.alignment)
    bytes.initializeMemory(as: UInt8.self, repeating: 0)
  }

  deinit {
    bytes.deallocate()
  }
}
