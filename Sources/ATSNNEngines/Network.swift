/// What a model image says of its network, in plain values that outlive the image.
public struct Network: Equatable, Sendable {
  /// Events (a frame a timestep) rather than an image.
  public let takesEvents: Bool
  /// Binning code of event frames, 1 by time, 2 by count; 0 for images.
  public let binning: UInt8
  public let inputHeight: Int
  public let inputWidth: Int
  public let inputChannels: Int
  /// T of the image, also when fewer are run.
  public let timesteps: Int
  public let classes: Int
  /// All nodes, the read-out last.
  public let nodes: [NetworkNode]
  /// The image's own exit policy.
  public let policy: EnginePolicy
  /// Base-2 exponent units of 2^-16 that one read-out unit is worth, a timestep (rule X1).
  public let exponentUnits: [ExponentUnit]

  /// Bytes of one input as the network sees it: an image, or all T frames.
  public var inputBytes: Int {
    inputHeight * inputWidth * inputChannels * (takesEvents ? timesteps : 1)
  }

  /// Indices of the spiking nodes.
  public var spikingNodes: [Int] { nodes.indices.filter { nodes[$0].kind == .spiking } }

  /// Neuron updates of a timestep (rule C3).
  public var neuronUpdates: UInt64 {
    nodes.reduce(0) { $0 + ($1.kind == .spiking ? UInt64($1.elements) : 0) }
  }
}

/// F / 2^q of one timestep.
public struct ExponentUnit: Equatable, Sendable {
  public let factor: UInt32
  public let shift: Int

  public init(factor: UInt32, shift: Int) {
    self.factor = factor
    self.shift = shift
  }
}

/// One node of a network.
public struct NetworkNode: Equatable, Sendable {
  /// FORMAT.md's codes.
  public enum Kind: UInt8, Sendable {
    case spiking = 1
    case maxPooling = 2
    case sumPooling = 3
    case readOut = 4
  }
  public let name: String
  public let kind: Kind
  public let height: Int
  public let width: Int
  public let channels: Int

  /// Elements of the output; classes for the read-out.
  public var elements: Int { height * width * channels }

  /// Row, column and channel of an element (rule T2).
  public func place(_ element: Int) -> (y: Int, x: Int, channel: Int) {
    (element / (width * channels), element / channels % width, element % channels)
  }
}
