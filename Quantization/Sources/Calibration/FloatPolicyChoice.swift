/// The exit policy of a network whose checkpoint has none, chosen by integers.
enum FloatPolicyChoice {
  /// One confidence threshold for all timesteps: the smallest of 0.300, 0.305 ... 0.995, 0.999 whose
  /// accuracy on `answers` is within 0.1 point of running to the end.
  ///
  /// - Parameter answers: the fine network's, with confidence levels.
  static func policy(for answers: [IntegerAnswers], thresholds: FineThresholds) -> FloatExitPolicy {
    let timesteps = thresholds.units.count
    let never = confidence(2, timesteps)
    let full = correct(answers, thresholds.exit(of: never))
    for candidate in Array(stride(from: 300, to: 1000, by: 5)) + [999] {
      let policy = confidence(Double(candidate) / 1000, timesteps)
      let right = correct(answers, thresholds.exit(of: policy))
      if (full - right) * 1000 <= answers.count { return policy }
    }
    return never
  }

  private static func correct(_ answers: [IntegerAnswers], _ exit: IntegerExit) -> Int {
    IntegerEvaluation(answers, exit: exit).correct
  }

  private static func confidence(_ threshold: Double, _ timesteps: Int) -> FloatExitPolicy {
    FloatExitPolicy(
      score: .confidence, thresholds: [Double](repeating: threshold, count: timesteps),
      minimumTimestep: 1, maximumTimestep: timesteps)
  }
}
