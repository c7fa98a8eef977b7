/// The end of one timestep.
public struct Step: Equatable, Sendable {
  /// From 1.
  public let timestep: Int
  /// Why the answer is given at this timestep (rule X10); nil when the run goes on.
  public let reason: ExitReason?
  /// The class of the greatest read-out, of equal ones the lowest (rule R4).
  public let prediction: Int
  /// The recorded score (rule X8); nil for the score "never".
  public let score: Score?

  /// Whether the answer is given at this timestep.
  public var exits: Bool { reason != nil }
}
