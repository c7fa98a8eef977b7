import Foundation

/// Bytes at a multiple of 64 (or off it by `misalignment`), with a guard zone on either side.
///
/// They are never freed: images and sessions are views that must not outlive them.
struct AlignedMemory {
  private static let guardBytes = 256
  private static let guardByte: UInt8 = 0xA5

  private let whole: UnsafeMutableRawBufferPointer
  let bytes: UnsafeMutableRawBufferPointer

  init(count: Int, misalignment: Int = 0, paint: UInt8 = 0) {
    whole = AllMemory.allocate(count + 2 * Self.guardBytes + 64)
    let start = Self.guardBytes + misalignment
    bytes = UnsafeMutableRawBufferPointer(rebasing: whole[start..<(start + count)])
    for index in whole.indices { whole[index] = Self.guardByte }
    for index in bytes.indices { bytes[index] = paint }
  }

  init(_ data: Data, misalignment: Int = 0) {
    self.init(count: data.count, misalignment: misalignment)
    bytes.copyBytes(from: data)
  }

  var raw: UnsafeRawBufferPointer { UnsafeRawBufferPointer(bytes) }

  /// Whether nothing was written outside `bytes`.
  var guardsAreIntact: Bool {
    guard let base = whole.baseAddress, let start = bytes.baseAddress else { return false }
    let first = UnsafeRawPointer(start) - UnsafeRawPointer(base)
    let outside = Array(whole[..<first]) + Array(whole[(first + bytes.count)...])
    return outside.allSatisfy { $0 == Self.guardByte }
  }
}

/// Keeps every block of the tests within reach, so that a leak checker does not count them.
private enum AllMemory {
  private static let lock = NSLock()
  nonisolated(unsafe) private static var blocks: [UnsafeMutableRawBufferPointer] = []

  static func allocate(_ count: Int) -> UnsafeMutableRawBufferPointer {
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 64)
    lock.withLock { blocks.append(block) }
    return block
  }
}
