/// The measure of certainty that ends a run (rules X4 to X6).
public enum ExitScore: UInt8, Sendable {
  /// No score: the last timestep answers.
  case never = 0
  /// Greatest softmax probability; exits at or above the threshold.
  case confidence
  /// Entropy of the softmax; exits at or below the threshold.
  case entropy
  /// Distance of the two greatest read-outs; exits at or above the threshold.
  case margin

  /// The greatest threshold that the score's rule allows; 0 for never.
  public var maximumThreshold: UInt32 {
    switch self {
    case .never: 0
    case .confidence: (1 << 24) + 1
    case .entropy: 786_432
    case .margin: .max
    }
  }

  /// The threshold at which a score just passes: the greatest that passes for confidence and margin,
  /// the smallest for entropy; 0 for never. Calibration compares scores by it.
  public func level(of score: Score) -> Int64 {
    switch self {
    case .never: return 0
    case .confidence: return (1 << 48) / score.denominator
    case .entropy:
      let quotient = (score.numerator + score.denominator - 1) / score.denominator
      return FixedExponential.logarithm(score.denominator) + quotient
    case .margin: return score.numerator
    }
  }
}

/// When a run may end (rules X7 and X9). An image carries one; a session may be given another.
public struct ExitPolicy: Equatable, Sendable {
  public var score: ExitScore
  /// First timestep that may answer because of its score, from 1.
  public var minimumTimestep: Int
  /// The timestep that answers whatever its score, 1...timesteps of the image.
  public var maximumTimestep: Int
  /// One threshold for every timestep in units of the score's rule; nil for those of the image, which
  /// belong to the image's own score.
  public var uniformThreshold: UInt32?
  /// Synaptic operations and neuron updates that no timestep after the first may pass (rule X9),
  /// 1...`maximumBudget`; nil for no limit.
  public var budget: UInt64?

  /// The greatest budget there is.
  public static let maximumBudget = UInt64(Int64.max)

  /// Whether a budget is in its range.
  static func allows(_ budget: UInt64?) -> Bool {
    guard let budget else { return true }
    return budget > 0 && budget <= maximumBudget
  }

  public init(
    score: ExitScore, minimumTimestep: Int, maximumTimestep: Int, uniformThreshold: UInt32? = nil,
    budget: UInt64? = nil
  ) {
    self.score = score
    self.minimumTimestep = minimumTimestep
    self.maximumTimestep = maximumTimestep
    self.uniformThreshold = uniformThreshold
    self.budget = budget
  }
}

/// Why an answer was given, the first that holds (rule X10).
public enum ExitReason: UInt8, Sendable {
  /// The score passed.
  case score = 1
  /// The policy's maximum timestep was reached.
  case last
  /// Another timestep could have passed the budget.
  case budget
}

/// The recorded score of a timestep, a quotient `numerator / denominator` kept exact (rule X8):
/// confidence (2^24, G), entropy (S, G), margin (difference, 1).
public struct Score: Equatable, Sendable {
  public let numerator: Int64
  public let denominator: Int64

  public init(numerator: Int64, denominator: Int64) {
    self.numerator = numerator
    self.denominator = denominator
  }
}
