/// What a node does at a timestep (FORMAT.md, NODES).
public enum NodeKind: UInt8, Sendable {
  case spiking = 1
  case maximumPooling
  case sumPooling
  case readOut
}

/// What a spike takes from the membrane (rule M5).
public enum Reset: UInt8, Sendable {
  /// The membrane becomes 0.
  case hard = 0
  /// The channel's reset value is subtracted.
  case soft
}

/// One node of a checked image, decoded from its 64-byte record.
public struct Node: @unchecked Sendable {
  public let kind: NodeKind
  /// `.none` where the node does not spike.
  public let leak: Leak
  public let reset: Reset
  /// 16 or 32 for a spiking node, else 0.
  public let membraneBits: Int
  /// The output's shape; for the read-out 1 x 1 x classes.
  public let shape: Shape
  /// The greatest element of the output (rule T3); 0 for the read-out.
  public let maximumCount: Int
  /// The node's connections by index; empty for pooling.
  public let connections: Range<Int>
  /// Source tensor of a pooling node, else 0.
  public let source: Int
  /// Window of a pooling node, else zeros.
  public let window: Window
  /// Greatest magnitude of a sum of rule S1 as the image states it; 0 for pooling.
  public let accumulatorBound: Int
  /// UTF-8 of the name, in the image's bytes, without padding.
  public let name: UnsafeRawBufferPointer
}

extension Node {
  /// Whether a bias per channel, and for a spiking node threshold, reset and shift, belong to it.
  public var hasChannels: Bool { kind == .spiking || kind == .readOut }
}
