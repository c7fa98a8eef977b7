/// The signed shift from accumulator to membrane units, per channel.
enum ShiftChoice {
  /// Rule M1's range.
  static let range = -16...24

  /// The shift that brings `ratio` (threshold in accumulator units) into (2^(n-1), 2^n], or the
  /// nearest there is; a strict threshold, one higher as an integer, stays below 2^n.
  static func shift(ratio: Double, exponent: Int, isStrict: Bool) -> Int {
    let most = Double.power(ofTwo: exponent)
    let chosen = range.first { shift in
      let threshold = ratio * Double.power(ofTwo: -shift)
      return isStrict ? threshold < most : threshold <= most
    }
    return chosen ?? range.upperBound
  }

  /// The smallest unit with which a threshold can still be brought to 2^n.
  static func smallestUnit(threshold: Double, exponent: Int) -> Double {
    threshold * Double.power(ofTwo: -(exponent + range.upperBound))
  }

  /// `shift`, or the next smaller left shift that rule O2 allows.
  static func limited(_ shift: Int, bound: Int) -> Int {
    var shift = shift
    while shift < 0, bound << -shift > AccumulatorBound.shiftedLimit { shift += 1 }
    return shift
  }
}
