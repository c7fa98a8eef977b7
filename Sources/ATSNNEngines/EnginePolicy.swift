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

/// When a run stops: rule X7, with integer thresholds.
public struct EnginePolicy: Equatable, Sendable {
  public var score: ExitScoreKind
  /// First timestep that may answer, 1...maximumTimestep.
  public var minimumTimestep: Int
  /// Timestep that answers in any case, at most the image's timesteps.
  public var maximumTimestep: Int
  /// One a timestep of the image, in the units of rules X4 to X6.
  public var thresholds: [UInt32]

  public init(
    score: ExitScoreKind, minimumTimestep: Int, maximumTimestep: Int, thresholds: [UInt32]
  ) {
    self.score = score
    self.minimumTimestep = minimumTimestep
    self.maximumTimestep = maximumTimestep
    self.thresholds = thresholds
  }
}
