/// How the logits are read out.
public struct GraphOutput: Sendable {
  /// The neuron behind the logits z; u is its value.
  public enum Neuron: Sendable, Equatable {
    case none
    case integrator
    /// u = retain * u' + z, retain in 0...1.
    case leaky(retain: Double)
  }

  /// What the answer at a timestep is taken from.
  public enum Representation: Sendable, Equatable {
    case last
    case sum
    case mean
    /// One weight per timestep, not negative, the first positive.
    case weighted([Double])
  }

  /// Index of the linear node that makes the logits.
  public let node: Int
  public let neuron: Neuron
  public let representation: Representation
}

/// When the float network answers early.
public struct FloatExitPolicy: Sendable, Equatable {
  public enum Score: String, Sendable, CaseIterable {
    case confidence
    case entropy
    case margin
  }

  public let score: Score
  /// One per timestep; the last is not used.
  public let thresholds: [Double]
  public let minimumTimestep: Int
  public let maximumTimestep: Int

  public init(score: Score, thresholds: [Double], minimumTimestep: Int, maximumTimestep: Int) {
    self.score = score
    self.thresholds = thresholds
    self.minimumTimestep = minimumTimestep
    self.maximumTimestep = maximumTimestep
  }

  /// Whether `value` of the score passes at timestep `timestep`, from 1.
  func passes(_ value: Double, timestep: Int) -> Bool {
    let threshold = thresholds[timestep - 1]
    return score == .entropy ? value <= threshold : value >= threshold
  }
}

/// Integers fixed by training, used as they stand.
public struct FixedQuantization: Sendable {
  /// What is fixed of one layer; nil is chosen by the quantizer.
  public struct Layer: Sendable {
    /// Per output channel the value of one accumulator unit (one for the output node), in units
    /// of what the charge adds to the membrane: the charge factor 1/tau is inside.
    public let scale: [Double]?
    /// Signed shift to membrane units, positive is right.
    public let shift: [Int]?
    public let threshold: [Int]?
  }

  /// 8 or 16.
  public let weightBits: Int
  /// 16 or 32.
  public let membraneBits: Int
  /// By node name.
  public let layers: [String: Layer]
}
