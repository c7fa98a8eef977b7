import Foundation
import Testing

@testable import ATSNNRuntime

/// The integer exponential and logarithm against the C library, within the errors of ARITHMETIC.md.
@Suite struct FixedExponentialTests {
  @Test func tablesAreTheRoundedFunctions() {
    for index in 0...64 {
      let power = (exp2(24 - Double(index) / 64)).rounded()
      let logarithm = (65_536 * log2(1 + Double(index) / 64)).rounded()
      #expect(ExponentTables.powers[index] == Int32(power))
      #expect(ExponentTables.logarithms[index] == Int32(logarithm))
    }
  }

  @Test func powerIsWithinItsError() {
    let worst = stride(from: Int64(0), to: 65_536, by: 1).map { exponent in
      let exact = exp2(24 - Double(exponent) / 65_536)
      return abs(Double(FixedExponential.power(exponent)) - exact) / exact
    }.max()
    #expect(worst.map { $0 < 1.5e-5 } == true)
  }

  @Test func powerHalvesByOctaves() {
    for exponent in [Int64(0), 1, 1023, 1024, 40_000, 65_535] {
      for octave in Int64(0)..<25 {
        let shifted = FixedExponential.power(exponent + octave << 16)
        #expect(shifted == FixedExponential.power(exponent) >> octave)
      }
    }
    #expect(FixedExponential.power(25 << 16) == 0)
    #expect(FixedExponential.power(24 << 16) == 1)
  }

  @Test func logarithmIsWithinItsError() {
    var sum = 1 << 24
    while sum < 1 << 36 {
      let exact = log2(Double(sum)) - 24
      let error = abs(Double(FixedExponential.logarithm(Int64(sum))) / 65_536 - exact)
      #expect(error < 8.2e-5, "\(sum)")
      sum += sum / 513 + 1
    }
    #expect(FixedExponential.logarithm(1 << 24) == 0)
    #expect(FixedExponential.logarithm(1 << 36) == 12 << 16)
  }

  @Test func exponentOfTheGreatestDifferenceIsClamped() {
    let greatest = UInt64(UInt32.max)
    let factor = UInt32(Int32.max)
    #expect(FixedExponential.exponent(difference: greatest, factor: factor, shift: 0) == 1_638_400)
    #expect(FixedExponential.exponent(difference: greatest, factor: factor, shift: 62) == 1)
    #expect(FixedExponential.exponent(difference: 3, factor: 5, shift: 1) == 7)
  }
}
