/// How the weights of a connection stand in their section (FORMAT.md, WEIGHTS).
public enum WeightLayout: UInt32, Sendable {
  /// A row holds the weights of all output channels.
  case canonical = 0
  /// Blocks of 64 output channels one after the other, each with all its rows.
  case blocks

  /// Output channels of a block.
  public static let width = 64
}
