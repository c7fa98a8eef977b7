/// How a tensor's elements stand in memory.
enum TensorForm {
  /// A bit an element, channel c of a pixel in bit c % 32 of the pixel's word c / 32.
  case bits
  case counts8
  case counts16
  /// The input image: bytes less a zero point per channel (rule I1).
  case pixels

  /// The form of a node's output: the smallest that holds its maximum count (rule T3).
  init(_ node: Node) {
    switch node.maximumCount {
    case ...1: self = .bits
    case ...255: self = .counts8
    default: self = .counts16
    }
  }

  func byteCount(_ shape: Shape) -> UInt64 {
    switch self {
    case .bits: UInt64(shape.pixelCount) * UInt64(4 * TensorForm.words(shape.channels))
    case .counts8, .pixels: shape.wideElementCount
    case .counts16: 2 * shape.wideElementCount
    }
  }

  /// 32-bit words that hold a pixel's bits.
  static func words(_ channels: Int) -> Int { (channels + 31) / 32 }
}

/// A tensor to read from.
struct TensorView {
  /// nil for an input that comes with the timestep.
  var base: UnsafeRawPointer?
  let form: TensorForm
  let shape: Shape
  /// Zero point per channel, for pixels.
  let zeroPoints: UnsafePointer<UInt8>?

  /// The spikes of a pixel, `TensorForm.words` of them.
  @inline(__always)
  func words(pixel: Int) -> UnsafePointer<UInt32>? {
    let offset = 4 &* pixel &* TensorForm.words(shape.channels)
    return base.map { ($0 + offset).assumingMemoryBound(to: UInt32.self) }
  }

  /// One element (rule T2), for traces and digests and for nodes that are not worth a loop of words.
  func element(pixel: Int, channel: Int) -> Int32 {
    guard let base else { return 0 }
    let index = pixel &* shape.channels &+ channel
    switch form {
    case .bits:
      guard let words = words(pixel: pixel) else { return 0 }
      return Int32(words[channel >> 5] >> UInt32(channel & 31) & 1)
    case .counts8: return Int32(base.load(fromByteOffset: index, as: UInt8.self))
    case .counts16: return Int32(base.load(fromByteOffset: 2 &* index, as: UInt16.self))
    case .pixels:
      let zeroPoint = zeroPoints.map { Int32($0[channel]) } ?? 0
      return Int32(base.load(fromByteOffset: index, as: UInt8.self)) &- zeroPoint
    }
  }
}
