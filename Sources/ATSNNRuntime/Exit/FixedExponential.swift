/// Powers and logarithms to base 2 in integers (rules X2 and X5).
enum FixedExponential {
  /// Exponents from here on, 25 in units of 2^-16, give a power of 0.
  static let greatestExponent: UInt64 = 1_638_400

  /// The distance of a read-out from the greatest one as an exponent in units of 2^-16 (rule X1).
  ///
  /// - Parameter difference: 0...2^32 - 1; the product with the factor fits 63 bits.
  static func exponent(difference: UInt64, factor: UInt32, shift: Int) -> Int64 {
    let scaled = (difference &* UInt64(factor)) &>> UInt64(truncatingIfNeeded: shift)
    return Int64(min(scaled, greatestExponent))
  }

  /// 2^(-exponent / 65536) in units of 2^-24 (rule X2); relative error below 1.5e-5.
  ///
  /// - Parameter exponent: 0...1638400.
  static func power(_ exponent: Int64) -> Int64 {
    let exponent = Int32(truncatingIfNeeded: exponent)
    let octaves = exponent >> 16
    guard octaves < 25 else { return 0 }
    let index = Int(exponent >> 10 & 63)
    let start = ExponentTables.powers[index]
    let fall = start &- ExponentTables.powers[index &+ 1]
    return Int64((start &- (fall &* (exponent & 1023)) >> 10) &>> octaves)
  }

  /// log2(sum) - 24 in units of 2^-16 (rule X5); error below 8.3e-5.
  ///
  /// - Parameter sum: 2^24...2^36.
  static func logarithm(_ sum: Int64) -> Int64 {
    let octave = Int32(truncatingIfNeeded: 63 &- sum.leadingZeroBitCount)
    let mantissa = Int32(truncatingIfNeeded: sum &>> Int64(octave &- 16)) & 0xFFFF
    let index = Int(mantissa >> 10)
    let start = ExponentTables.logarithms[index]
    let rise = ExponentTables.logarithms[index &+ 1] &- start
    return Int64((octave &- 24) << 16 &+ start &+ (rise &* (mantissa & 1023)) >> 10)
  }
}
