/// Little-endian fields at byte offsets that are already known to lie in the image, so that the sums
/// that lead to them, here and in the records, need no overflow check.
extension ModelImage {
  @inline(__always)
  func u8(_ offset: Int) -> UInt8 { bytes.load(fromByteOffset: offset, as: UInt8.self) }

  @inline(__always)
  func u16(_ offset: Int) -> UInt16 { bytes.load(fromByteOffset: offset, as: UInt16.self) }

  @inline(__always)
  func u32(_ offset: Int) -> UInt32 { bytes.load(fromByteOffset: offset, as: UInt32.self) }

  /// Whether all bytes of a range are zero.
  func isZero(_ offset: Int, count: Int) -> Bool { bytes.isZero(offset, count: count) }

  /// A typed view of `count` elements, in place.
  func elements<Element: BitwiseCopyable>(
    at offset: Int, count: Int
  ) -> UnsafeBufferPointer<Element> {
    let start = bytes.baseAddress.map { ($0 + offset).assumingMemoryBound(to: Element.self) }
    return UnsafeBufferPointer(start: start, count: count)
  }
}

extension UnsafeRawBufferPointer {
  func u32(_ offset: Int) -> UInt32 { load(fromByteOffset: offset, as: UInt32.self) }

  func isZero(_ offset: Int, count: Int) -> Bool {
    for index in offset..<(offset + count) where self[index] != 0 { return false }
    return true
  }
}

extension UnsafeRawBufferPointer {
  /// `count` bytes from `offset`, all of which are here.
  func slice(_ offset: Int, count: Int) -> UnsafeRawBufferPointer {
    precondition(offset >= 0 && count >= 0 && count <= self.count &- offset)
    return UnsafeRawBufferPointer(start: baseAddress.map { $0 + offset }, count: count)
  }
}
