import Testing

@testable import ATSNNRuntime

/// The fixed-point operators against wide arithmetic, exhaustively where the width allows it.
@Suite struct FixedPointTests {
  /// floor(numerator / 2^shift) by division.
  private func flooredQuotient(_ numerator: Int, _ shift: Int) -> Int {
    let divisor = 1 << shift
    let quotient = numerator / divisor
    return numerator % divisor < 0 ? quotient - 1 : quotient
  }

  /// floor(x / 2^shift + 1/2).
  private func rounded(_ value: Int, _ shift: Int) -> Int {
    flooredQuotient(value + 1 << (shift - 1), shift)
  }

  @Test func roundedShiftOfEveryInt8() {
    for value in Int8.min...Int8.max {
      for shift in 1...7 {
        let expected = rounded(Int(value), shift)
        #expect(Int(value.roundedShift(right: shift)) == expected, "\(value) >> \(shift)")
      }
    }
  }

  @Test(arguments: 1...15)
  func roundedShiftOfEveryInt16(_ shift: Int) {
    let wrong = (Int16.min...Int16.max).first {
      Int($0.roundedShift(right: shift)) != rounded(Int($0), shift)
    }
    #expect(wrong == nil)
  }

  @Test func roundedShiftAtTheEndsOfInt32() {
    for value in [Int32.min, .min + 1, -3, -1, 0, 1, 3, .max - 1, .max] {
      for shift in 1...31 {
        let expected = rounded(Int(value), shift)
        #expect(Int(value.roundedShift(right: shift)) == expected, "\(value) >> \(shift)")
      }
    }
  }

  @Test func tiesGoUp() {
    #expect(Int32(3).roundedShift(right: 1) == 2)
    #expect(Int32(-3).roundedShift(right: 1) == -1)
    #expect(Int32(-1).roundedShift(right: 1) == 0)
  }

  @Test func shiftToMembraneBothWays() {
    #expect(Int32(5).shiftedToMembrane(by: 0) == 5)
    #expect(Int32(-5).shiftedToMembrane(by: 1) == -2)
    #expect(Int32(-5).shiftedToMembrane(by: -3) == -40)
    #expect(Int32(1 << 14).shiftedToMembrane(by: -16) == 1 << 30)
    #expect(Int32(-1 << 14).shiftedToMembrane(by: -16) == -1 << 30)
    #expect(Int32.max.shiftedToMembrane(by: 24) == 128)
  }

  @Test(arguments: [16, 32])
  func saturatesOnceAndSaysSo(_ width: Int) {
    let highest = 1 << (width - 1) - 1
    let ends = [Int(Int32.min), -32_769, -32_768, -1, 0, 1, 32_767, 32_768, Int(Int32.max)]
    for a in ends {
      for b in ends {
        let sum = Saturating.sum(Int32(a), Int32(b), width: width)
        let expected = max(-highest - 1, min(highest, a + b))
        #expect(Int(sum.value) == expected, "\(a) + \(b)")
        #expect(sum.limited == (expected != a + b), "\(a) + \(b)")
      }
    }
  }

  @Test(arguments: 1...15)
  func shiftedLeaksOfEveryInt16(_ shift: Int) {
    let wrong = (Int16.min...Int16.max).first { potential in
      let kept = rounded(Int(potential), shift)
      return Int(Leak.retain(shift: shift).applied(to: Int32(potential))) != kept
        || Int(Leak.decay(shift: shift).applied(to: Int32(potential))) != Int(potential) - kept
    }
    #expect(wrong == nil)
  }

  @Test(arguments: [0, 1, 16_383, 16_384, 32_767, 32_768] as [Int32])
  func multipliedLeakOfEveryInt16(_ factor: Int32) {
    let wrong = (Int16.min...Int16.max).first { potential in
      let expected = rounded(Int(potential) * Int(factor), 15)
      return Int(Leak.multiply(factor).applied(to: Int32(potential))) != expected
    }
    #expect(wrong == nil)
    for end in [Int32.min, .max] {
      let expected = rounded(Int(end) * Int(factor), 15)
      #expect(Int(Leak.multiply(factor).applied(to: end)) == expected)
    }
  }

  @Test func leakCodesOutOfRangeAreRefused() {
    #expect(Leak(form: 0, parameter: 1) == nil)
    #expect(Leak(form: 1, parameter: 0) == nil)
    #expect(Leak(form: 2, parameter: 16) == nil)
    #expect(Leak(form: 3, parameter: 32_769) == nil)
    #expect(Leak(form: 4, parameter: 1) == nil)
    #expect(Leak(form: 3, parameter: 32_768) == .multiply(32_768))
  }
}
