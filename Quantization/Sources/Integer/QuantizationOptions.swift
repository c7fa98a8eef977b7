/// Widths the quantizer may choose.
public struct QuantizationOptions: Sendable, Equatable {
  /// 8 or 16.
  public let weightBits: Int
  /// 16 or 32.
  public let membraneBits: Int

  public init(weightBits: Int = 8, membraneBits: Int = 16) {
    precondition(weightBits == 8 || weightBits == 16)
    precondition(membraneBits == 16 || membraneBits == 32)
    self.weightBits = weightBits
    self.membraneBits = membraneBits
  }

  /// The greatest weight chosen: 127 or 32767.
  var greatestWeight: Double { weightBits == 8 ? 127 : 32767 }

  /// Integer thresholds are brought into (2^(n - 1), 2^n] of this n: 2^12, or 2^20 where the
  /// membrane is wide.
  var thresholdExponent: Int { membraneBits == 16 ? 13 : 20 }

  /// Rule M4: 8192 or 2^29.
  var greatestThreshold: Int { membraneBits == 16 ? 8192 : 1 << 29 }
}
