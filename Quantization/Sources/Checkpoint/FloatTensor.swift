/// A parameter tensor of a checkpoint, widened to Float; last index fastest, as PyTorch stores it.
public struct FloatTensor: Sendable, Equatable {
  public let shape: [Int]
  public let values: [Float]

  /// - Precondition: the shape's product is the number of values.
  public init(shape: [Int], values: [Float]) {
    precondition(shape.reduce(1, *) == values.count)
    self.shape = shape
    self.values = values
  }
}

/// The element types a checkpoint may use.
enum TensorElement: String {
  case float32 = "F32"
  case float16 = "F16"
  case bfloat16 = "BF16"

  var bytes: Int { self == .float32 ? 4 : 2 }

  /// The values of `raw`, little-endian; every value of the three types is exact in Float.
  func widened(_ raw: UnsafeRawBufferPointer) -> [Float] {
    (0..<raw.count / bytes).map { index in
      switch self {
      case .float32:
        let bits = raw.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)
        return Float(bitPattern: UInt32(littleEndian: bits))
      case .float16:
        let bits = raw.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self)
        return Self.half(UInt16(littleEndian: bits))
      case .bfloat16:
        let bits = raw.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self)
        return Float(bitPattern: UInt32(UInt16(littleEndian: bits)) << 16)
      }
    }
  }

  /// IEEE 754 binary16: 1 sign, 5 exponent and 10 fraction bits.
  private static func half(_ bits: UInt16) -> Float {
    let sign: FloatingPointSign = bits >> 15 == 0 ? .plus : .minus
    let exponent = Int(bits >> 10) & 31
    let fraction = UInt32(bits & 1023)
    switch exponent {
    case 0: return Float(sign: sign, exponent: -24, significand: Float(fraction))
    case 31: return fraction == 0 ? (sign == .plus ? .infinity : -.infinity) : .nan
    default: return Float(sign: sign, exponent: exponent - 25, significand: Float(fraction + 1024))
    }
  }
}
