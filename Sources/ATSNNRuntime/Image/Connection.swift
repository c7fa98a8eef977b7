/// How a source tensor reaches its node (rules S2 to S4).
public enum ConnectionKind: UInt8, Sendable {
  case convolution = 1
  case fullyConnected
  case identity
}

/// One connection of a checked image, decoded from its 32-byte record.
public struct Connection: Sendable {
  public let kind: ConnectionKind
  /// 8 or 16, for identity 32.
  public let weightBits: Int
  /// The window of a convolution, else zeros.
  public let window: Window
  /// Source tensor: 0 is the input, i + 1 the output of node i.
  public let source: Int
  /// The node that receives the sum.
  public let destination: Int
}
