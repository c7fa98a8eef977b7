/// The score of one timestep and whether it passes (rules X1 to X8).
struct ExitTest {
  let kind: ExitScore
  let record: TimestepRecord
  let threshold: UInt32

  /// - Parameter prediction: the class of the greatest answer.
  func score(_ answers: UnsafeMutablePointer<Int32>, count: Int, prediction: Int) -> Score? {
    switch kind {
    case .never: nil
    case .confidence: confidence(answers, count, answers[prediction])
    case .entropy: entropy(answers, count, answers[prediction])
    case .margin: margin(answers, count, prediction)
    }
  }

  /// The comparison, cross-multiplied: every product is below 2^62.
  func passes(_ score: Score) -> Bool {
    let limit = Int64(threshold)
    switch kind {
    case .never: return false
    case .confidence: return 1 << 48 >= limit * score.denominator
    case .entropy:
      let logarithm = FixedExponential.logarithm(score.denominator)
      return score.numerator + score.denominator * logarithm <= limit * score.denominator
    case .margin: return score.numerator >= limit
    }
  }

  /// 2^24 / G (rule X4).
  private func confidence(
    _ answers: UnsafeMutablePointer<Int32>, _ count: Int, _ greatest: Int32
  ) -> Score {
    var total: Int64 = 0
    for index in 0..<count {
      total += FixedExponential.power(exponent(answers[index], below: greatest))
    }
    return Score(numerator: 1 << 24, denominator: total)
  }

  /// S / G (rule X5).
  private func entropy(
    _ answers: UnsafeMutablePointer<Int32>, _ count: Int, _ greatest: Int32
  ) -> Score {
    var total: Int64 = 0
    var weighted: Int64 = 0
    for index in 0..<count {
      let exponent = exponent(answers[index], below: greatest)
      let power = FixedExponential.power(exponent)
      total += power
      weighted += power * exponent
    }
    return Score(numerator: weighted, denominator: total)
  }

  /// The distance to the greatest of the other classes (rule X6).
  private func margin(
    _ answers: UnsafeMutablePointer<Int32>, _ count: Int, _ prediction: Int
  ) -> Score {
    var second = Int64(Int32.min)
    for index in 0..<count where index != prediction {
      second = max(second, Int64(answers[index]))
    }
    return Score(numerator: Int64(answers[prediction]) - second, denominator: 1)
  }

  private func exponent(_ answer: Int32, below greatest: Int32) -> Int64 {
    let difference = UInt64(Int64(greatest) - Int64(answer))
    return FixedExponential.exponent(
      difference: difference, factor: record.factor, shift: record.factorShift)
  }
}
