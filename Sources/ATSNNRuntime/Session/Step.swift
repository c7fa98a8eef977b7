/// The end of one timestep.
public struct Step: Equatable, Sendable {
  /// From 1.
  public let timestep: Int
  /// Whether the answer is given at this timestep (rule X7).
  public let exits: Bool
  /// The class of the greatest read-out, of equal ones the lowest (rule R4).
  public let prediction: Int
  /// The recorded score (rule X8); nil for the score "never".
  public let score: Score?
}
