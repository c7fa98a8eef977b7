/// The exit policy of a float network whose checkpoint has none.
enum FloatPolicyChoice {
  /// How much accuracy exiting early may cost: 0.1 point.
  private static let tolerance = 0.001

  /// One confidence threshold for all timesteps: the smallest of 0.300, 0.305 ... 0.995, 0.999 whose
  /// accuracy on `answers` is within 0.1 point of running to the end.
  ///
  /// - Parameter answers: with confidence scores.
  static func policy(for answers: [FloatAnswers], timesteps: Int) -> FloatExitPolicy {
    let candidates = stride(from: 300, to: 1000, by: 5).map { Double($0) / 1000 } + [0.999]
    let full = FloatEvaluation(
      answers, policy: confidence(2, timesteps), timesteps: timesteps)
    let least = full.accuracy - tolerance
    for candidate in candidates {
      let policy = confidence(candidate, timesteps)
      let result = FloatEvaluation(answers, policy: policy, timesteps: timesteps)
      if result.accuracy >= least { return policy }
    }
    return confidence(2, timesteps)
  }

  private static func confidence(_ threshold: Double, _ timesteps: Int) -> FloatExitPolicy {
    FloatExitPolicy(
      score: .confidence, thresholds: [Double](repeating: threshold, count: timesteps),
      minimumTimestep: 1, maximumTimestep: timesteps)
  }
}
