import Foundation

/// An exit policy in human units, as `--exit` takes it.
public enum ExitSetting: Equatable, Sendable {
  /// The last timestep answers.
  case never
  /// Greatest softmax probability, 0...1.
  case confidence(Double)
  /// Entropy of the softmax divided by ln K, 0...1.
  case entropy(Double)
  /// Difference of the two greatest logits, 0 and up.
  case margin(Double)

  /// Parses "never", "confidence:P", "entropy:H" or "margin:M"; nil for other text and for values
  /// out of range.
  public init?(_ text: String) {
    if text == "never" {
      self = .never
      return
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let value = Double(parts[1]), value.isFinite, value >= 0 else {
      return nil
    }
    switch parts[0] {
    case "confidence" where value <= 1: self = .confidence(value)
    case "entropy" where value <= 1: self = .entropy(value)
    case "margin": self = .margin(value)
    default: return nil
    }
  }

  /// Which score it looks at.
  public var score: ExitScoreKind {
    switch self {
    case .never: .never
    case .confidence: .confidence
    case .entropy: .entropy
    case .margin: .margin
    }
  }

  /// The integer threshold of each timestep of `network` (rules X4 to X6).
  public func thresholds(_ network: Network) -> [UInt32] {
    network.exponentUnits.map { threshold($0, classes: network.classes) }
  }

  private func threshold(_ unit: ExponentUnit, classes: Int) -> UInt32 {
    switch self {
    case .never: 0
    case .confidence(let value): UInt32((value * 16_777_216).rounded())
    case .entropy(let value): UInt32(value * log2(Double(classes)) * 65_536)
    case .margin(let value):
      UInt32(clamping: Int(min((value * unit.readoutsPerLogit).rounded(.up), 4e18)))
    }
  }
}

extension ExponentUnit {
  /// Read-out units that make a difference of 1 in the logits' natural unit.
  var readoutsPerLogit: Double {
    log2(exp(1.0)) * 65_536 * exp2(Double(shift)) / Double(factor)
  }
}

extension EnginePolicy {
  /// The image's policy with what the user asked for instead.
  ///
  /// - Parameters:
  ///   - setting: The exit; nil keeps the image's score and thresholds.
  ///   - timesteps: Maximum timestep, 1 up to the image's own; nil keeps that.
  ///   - network: The image's network.
  public init(_ setting: ExitSetting?, timesteps: Int?, network: Network) {
    self = network.policy
    if let timesteps { maximumTimestep = min(timesteps, maximumTimestep) }
    minimumTimestep = min(minimumTimestep, maximumTimestep)
    guard let setting else { return }
    score = setting.score
    thresholds = setting.thresholds(network)
  }

  /// The threshold of timestep `index` (from 0) in human units: probability, normalised entropy or
  /// logit difference; nil for "never".
  public func humanThreshold(_ index: Int, network: Network) -> Double? {
    let value = Double(thresholds[index])
    switch score {
    case .never: return nil
    case .confidence: return value / 16_777_216
    case .entropy: return value / 65_536 / log2(Double(network.classes))
    case .margin: return value / network.exponentUnits[index].readoutsPerLogit
    }
  }
}
