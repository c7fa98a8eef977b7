import ATSNNRuntime

/// A network in the integers of the arithmetic: everything a model image holds.
public struct IntegerNetwork: Sendable {
  /// Where the integers come from; its layers stand in the same order.
  public let lowered: LoweredNetwork
  public let layers: [IntegerLayer]
  public let readout: Readout
  /// When it answers early.
  public var exit: IntegerExit
}

/// The integers of one layer; pooling has none.
public struct IntegerLayer: Sendable {
  /// Per output channel the value of one accumulator unit; for the read-out all are the same.
  public let scale: [Double]
  public let bias: [Int32]
  /// Empty for the read-out, as are `reset` and `shift`.
  public let threshold: [Int32]
  public let reset: [Int32]
  /// To membrane units, positive is right.
  public let shift: [Int8]
  public let connections: [IntegerConnection]
  /// Rule O1: no sum of the layer is larger; 0 for pooling.
  public let accumulatorBound: Int
  /// 16 or 32; 0 where there is no membrane.
  public let membraneBits: Int

  static let pooling = IntegerLayer(
    scale: [], bias: [], threshold: [], reset: [], shift: [], connections: [],
    accumulatorBound: 0, membraneBits: 0)
}

/// The weights of one source into a layer, in the order of its `Term`.
public struct IntegerConnection: Sendable {
  /// 8 or 16; 32 for an identity.
  public let bits: Int
  public let weights: [Int32]
}

/// What rule R and the exit factors need.
public struct Readout: Sendable {
  /// The value of one unit of the logits.
  public let scale: Double
  /// Rule R2's leak: nil for none and for the integrator.
  public let leak: Leak?
  public let isIntegrator: Bool
  /// Per timestep, Q15; 32768 unless the representation is weighted.
  public let weights: [Int]
  /// Per timestep the value of one unit of the read-out y_t.
  public let units: [Double]
}

/// The exit policy in integers.
public struct IntegerExit: Sendable, Equatable {
  public let score: ExitScore
  /// Per timestep, in the units of rules X4 to X6; 0 for never.
  public var thresholds: [UInt32]
  public let minimumTimestep: Int
  public let maximumTimestep: Int
  /// Rule X9; nil for none.
  public var budget: UInt64?
}
