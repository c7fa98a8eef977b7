/// Little-endian fields at byte offsets that are already known to lie in the image.
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
  func slice(_ offset: Int, count: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: self[offset...].prefix(count))
  }
}
