/// A checked float network: every shape fits, every parameter is there and finite.
///
/// Only `GraphChecker` makes one; what stands here needs no further checking.
public struct FloatGraph: Sendable {
  public let name: String
  /// Trained timesteps T, 1...255.
  public let timesteps: Int
  public let input: GraphInput
  /// In order: a node's sources come before it.
  public let nodes: [GraphNode]
  public let output: GraphOutput
  public let exit: FloatExitPolicy?
  /// Class names; empty when the checkpoint has none.
  public let classes: [String]
  /// Records of the training files that took no part in training: ascending ranges.
  public let heldOut: [Range<Int>]
  public let fixed: FixedQuantization?

  /// Number of classes K.
  public var classCount: Int { nodes[output.node].shape.channels }

  /// What `source` carries: its shape in C, H, W.
  func shape(of source: GraphSource) -> MapShape {
    switch source {
    case .input: input.shape
    case .node(let index): nodes[index].shape
    }
  }
}

/// Channels, height and width.
public struct MapShape: Sendable, Equatable, CustomStringConvertible {
  public let channels: Int
  public let height: Int
  public let width: Int

  public var elements: Int { channels * height * width }
  public var pixels: Int { height * width }
  public var description: String { "[\(channels), \(height), \(width)]" }

  public init(channels: Int, height: Int, width: Int) {
    self.channels = channels
    self.height = height
    self.width = width
  }
}

/// What the network sees.
public struct GraphInput: Sendable {
  public enum Kind: Sendable, Equatable {
    /// Pixels p, 0...255; the network sees (p - mean) / std per plane, zero padding after it.
    case image(planes: Planes, mean: [Double], deviation: [Double])
    /// One frame of event counts, 0...255, per timestep.
    case events(EventBinning)
  }

  public enum Planes: String, Sendable {
    case gray
    case rgb = "RGB"
  }

  public enum EventBinning: String, Sendable {
    case time
    case count
  }

  public let kind: Kind
  public let shape: MapShape

  public var isImage: Bool {
    if case .image = kind { true } else { false }
  }
}

/// Where a node's value comes from.
public enum GraphSource: Sendable, Hashable {
  case input
  case node(Int)
}

/// One node of the graph.
public struct GraphNode: Sendable {
  public let name: String
  public let operation: Operation
  public let sources: [GraphSource]
  /// Of its output; fully connected nodes have height and width 1.
  public let shape: MapShape
  public let signal: Signal
}

/// What kind of values a node's output carries.
public enum Signal: Sendable, Equatable {
  /// The network's input.
  case input
  /// Non-negative integers up to `maximum` divided by `divisor`; spikes are (1, 1).
  case counts(maximum: Int, divisor: Double)
  /// Real numbers on their way to a neuron.
  case current

  static let spikes = Signal.counts(maximum: 1, divisor: 1)
}

/// Kernel, stride and padding of a convolution or pooling.
public struct Window: Sendable, Equatable {
  public struct Extent: Sendable, Equatable {
    public let height: Int
    public let width: Int

    public init(height: Int, width: Int) {
      self.height = height
      self.width = width
    }
  }

  public let kernel: Extent
  public let stride: Extent
  public let padding: Extent

  public init(kernel: Extent, stride: Extent, padding: Extent) {
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
  }

  public var area: Int { kernel.height * kernel.width }

  /// Output height and width on a map of `shape` (floor mode); nil when no window fits.
  func output(on shape: MapShape) -> Extent? {
    let height = shape.height + 2 * padding.height - kernel.height
    let width = shape.width + 2 * padding.width - kernel.width
    guard height >= 0, width >= 0 else { return nil }
    return Extent(height: height / stride.height + 1, width: width / stride.width + 1)
  }
}

/// What a node computes; parameters as PyTorch shapes them.
public enum Operation: Sendable {
  /// Weight [O,I,Kh,Kw], bias [O].
  case convolution(weight: FloatTensor, bias: FloatTensor?, window: Window)
  /// Weight [O,I], I in C,H,W order of the source; bias [O].
  case linear(weight: FloatTensor, bias: FloatTensor?)
  case batchNorm(BatchNorm)
  case add
  case neuron(Neuron)
  case maxPool(Window)
  case averagePool(Window)
  /// Average of the whole map, the window's size.
  case globalAveragePool(Window)
  case flatten
}

/// y = (x - mean) / sqrt(variance + epsilon) * weight + bias, per channel.
public struct BatchNorm: Sendable {
  public let weight: FloatTensor
  public let bias: FloatTensor
  public let mean: FloatTensor
  public let variance: FloatTensor
  public let epsilon: Double

  /// The same as y = gain * x + offset.
  func affine(channel: Int) -> (gain: Double, offset: Double) {
    let spread = (Double(variance.values[channel]) + epsilon).squareRoot()
    let gain = Double(weight.values[channel]) / spread
    return (gain, Double(bias.values[channel]) - gain * Double(mean.values[channel]))
  }
}

/// A spiking neuron's rule.
public struct Neuron: Sendable, Equatable {
  public enum Reset: Sendable, Equatable {
    /// To this membrane potential, which is also where the membrane rests and starts.
    case hard(Double)
    /// The threshold is subtracted; rest and start are 0.
    case soft
  }

  /// Membrane time constant, above 1; nil for integrate and fire.
  public let tau: Double?
  /// Whether the input is divided by tau too.
  public let decaysInput: Bool
  public let threshold: Double
  /// Spike at H > threshold instead of H >= threshold.
  public let isStrict: Bool
  public let reset: Reset

  /// The potential at which the membrane rests.
  public var rest: Double {
    if case .hard(let value) = reset { value } else { 0 }
  }

  /// What one unit of input current adds to the membrane.
  var chargeFactor: Double {
    if let tau, decaysInput { 1 / tau } else { 1 }
  }

  /// The share of the membrane (above rest) that stays after a timestep.
  var retain: Double {
    if let tau { 1 - 1 / tau } else { 1 }
  }
}
