/// What a node did at one timestep (rules C).
public struct NodeCounts: Equatable, Sendable {
  /// Rule C1: additions of a weight, summed over the node's connections; 0 for pooling.
  public var synapticOperations: UInt64
  /// Rule C3: ones in the output of a spiking node.
  public var spikes: UInt32
  /// Rule C4: neurons whose sum was limited to the membrane's width.
  public var saturations: UInt32

  public init(synapticOperations: UInt64 = 0, spikes: UInt32 = 0, saturations: UInt32 = 0) {
    self.synapticOperations = synapticOperations
    self.spikes = spikes
    self.saturations = saturations
  }

  mutating func add(_ other: NodeCounts) {
    synapticOperations &+= other.synapticOperations
    spikes &+= other.spikes
    saturations &+= other.saturations
  }
}
