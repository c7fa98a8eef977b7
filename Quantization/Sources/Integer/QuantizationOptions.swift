import ATSNNRuntime

/// Widths the quantizer may choose.
public struct QuantizationOptions: Sendable, Equatable {
  /// 8 or 16.
  public let weightBits: Int
  /// 16 or 32.
  public let membraneBits: Int
  /// Threads that rounding may use; no result depends on it.
  public let threads: Int

  public init(weightBits: Int = 8, membraneBits: Int = 16, threads: Int = 1) {
    precondition(weightBits == 8 || weightBits == 16)
    precondition(membraneBits == 16 || membraneBits == 32)
    self.weightBits = weightBits
    self.membraneBits = membraneBits
    self.threads = threads
  }

  /// The greatest weight chosen: 127 or 32767.
  var greatestWeight: Double { weightBits == 8 ? 127 : 32767 }

  /// Integer thresholds of `membrane` are brought into (2^(n - 1), 2^n] of this n.
  ///
  /// The finest that 16 bits allow is 2^13, which leaves room for four thresholds either way: enough
  /// where the membrane leaks and is reset to rest. Membranes that keep what they have get twice the
  /// room. Wide membranes have 2^20.
  func thresholdExponent(_ membrane: Membrane) -> Int {
    if membraneBits == 32 { return 20 }
    return membrane.isSoftReset || membrane.leak == .none ? 12 : 13
  }

  /// Rule M4: 8192 or 2^29.
  var greatestThreshold: Int { membraneBits == 16 ? 8192 : 1 << 29 }
}
