/// Shifts with the rounding of version 1 of the arithmetic.
extension FixedWidthInteger where Self: SignedInteger {
  /// Floor of `self / 2^count + 1/2`: ties go up, for negative values too (rule rshr).
  ///
  /// The two terms never need a wider integer than `Self`.
  /// - Parameter count: 1 or more, less than the width.
  @inline(__always)
  public func roundedShift(right count: Int) -> Self {
    (self &>> Self(truncatingIfNeeded: count))
      &+ ((self &>> Self(truncatingIfNeeded: count &- 1)) & 1)
  }
}

extension Int32 {
  /// A sum in membrane units (rule M1): rounded to the right for a positive shift, exact to the left
  /// for a negative one.
  ///
  /// - Parameter count: -16...24. Rule O2 keeps a left shift below 2^30.
  @inline(__always)
  public func shiftedToMembrane(by count: Int) -> Int32 {
    if count > 0 { return roundedShift(right: count) }
    return self &<< Int32(truncatingIfNeeded: 0 &- count)
  }
}
