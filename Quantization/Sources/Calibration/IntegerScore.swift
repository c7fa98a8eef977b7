/// Exit scores of the integer network as single integers, comparable with thresholds.
enum IntegerScore {
  /// The level of a recorded score: thresholds up to it pass (confidence, margin), or thresholds
  /// from it on (entropy).
  ///
  /// - Parameters:
  ///   - numerator, denominator: the pair of rule X8.
  static func level(_ score: IntegerExit.Score, numerator: Int64, denominator: Int64) -> Int64 {
    switch score {
    case .never: 0
    case .confidence: (1 << 48) / denominator
    case .entropy: logarithm(denominator) + (numerator + denominator - 1) / denominator
    case .margin: numerator
    }
  }

  /// lg of rule X5: log2(G) - 24 in units of 2^-16, G in 2^24...2^36.
  static func logarithm(_ total: Int64) -> Int64 {
    let power = Int64(63 - total.leadingZeroBitCount)
    let rest = total - (1 << power)
    let index = Int(rest >> (power - 6))
    let fraction = rest >> (power - 16) & 1023
    let low = logarithms[index]
    return (power - 24) * 65536 + low + ((logarithms[index + 1] - low) * fraction) >> 10
  }

  /// LOG2 of ARITHMETIC.md.
  private static let logarithms: [Int64] = [
    0, 1466, 2909, 4331, 5732, 7112, 8473, 9814,
    11136, 12440, 13727, 14996, 16248, 17484, 18704, 19909,
    21098, 22272, 23433, 24579, 25711, 26830, 27936, 29029,
    30109, 31178, 32234, 33279, 34312, 35334, 36346, 37346,
    38336, 39316, 40286, 41246, 42196, 43137, 44068, 44990,
    45904, 46809, 47705, 48593, 49472, 50344, 51207, 52063,
    52911, 53751, 54584, 55410, 56229, 57040, 57845, 58643,
    59434, 60219, 60997, 61769, 62534, 63294, 64047, 64794,
    65536,
  ]
}
