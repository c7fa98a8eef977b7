/// The score that an exit policy looks at: FORMAT.md's codes.
public enum ExitScoreKind: UInt8, Sendable {
  case never = 0
  case confidence = 1
  case entropy = 2
  case margin = 3

  /// Name in commands and reports.
  public var name: String {
    switch self {
    case .never: "never"
    case .confidence: "confidence"
    case .entropy: "entropy"
    case .margin: "margin"
    }
  }
}

/// Why a run stopped (rule X10).
public enum ExitReasonKind: UInt8, CaseIterable, Sendable {
  case score = 1
  case last = 2
  case budget = 3

  /// Name in vectors and reports.
  public var name: String {
    switch self {
    case .score: "score"
    case .last: "last"
    case .budget: "budget"
    }
  }
}

/// When a run stops: rules X7 and X9, with integer thresholds.
public struct EnginePolicy: Equatable, Sendable {
  public var score: ExitScoreKind
  /// First timestep that may answer, 1...maximumTimestep.
  public var minimumTimestep: Int
  /// Timestep that answers in any case, at most the image's timesteps.
  public var maximumTimestep: Int
  /// One a timestep of the image, in the units of rules X4 to X6.
  public var thresholds: [UInt32]
  /// Operations of rule X9, 1...2^63 - 1; nil for no limit.
  public var budget: UInt64?

  public init(
    score: ExitScoreKind, minimumTimestep: Int, maximumTimestep: Int, thresholds: [UInt32],
    budget: UInt64? = nil
  ) {
    self.score = score
    self.minimumTimestep = minimumTimestep
    self.maximumTimestep = maximumTimestep
    self.thresholds = thresholds
    self.budget = budget
  }
}
