import ATSNNRuntime

/// The network in the layers that the arithmetic knows, its parameters still real numbers.
///
/// Batch norm, charge factors, the input's standard deviation and the divisors of average pooling
/// are inside the weights; sources carry the integers of the arithmetic (spikes, counts, pixels
/// minus zero point).
public struct LoweredNetwork: Sendable {
  public let graph: FloatGraph
  /// Per input plane of an image, 0...255; empty for events.
  public let zeroPoints: [Int]
  /// In the image's order; layer i makes tensor i + 1. The last is the read-out.
  public let layers: [LoweredLayer]
  /// What could not be kept exactly.
  public let warnings: [String]

  /// Shape of tensor `tensor` in C, H, W.
  func shape(tensor: Int) -> MapShape {
    tensor == 0 ? graph.input.shape : layers[tensor - 1].shape
  }

  /// The greatest size of an element of plane or channel `channel` of tensor `tensor`.
  func magnitude(tensor: Int, channel: Int) -> Int {
    if tensor > 0 { return layers[tensor - 1].maximumCount }
    guard graph.input.isImage else { return 255 }
    return max(zeroPoints[channel], 255 - zeroPoints[channel])
  }
}

/// A layer of a lowered network.
public struct LoweredLayer: Sendable {
  public enum Kind: Sendable {
    case spiking(Membrane)
    case maxPool(source: Int, window: Window)
    case sumPool(source: Int, window: Window)
    case readout
  }

  public let name: String
  /// The neuron, pooling or output node of the graph.
  public let graphNode: Int
  public let kind: Kind
  public let shape: MapShape
  /// Rule T3: the greatest element of its output; 0 for the read-out.
  public let maximumCount: Int
  /// What is summed (rule S1); empty for pooling.
  public let terms: [Term]
  /// Per output channel; empty for pooling.
  public let bias: [Double]
}

/// What one source adds to a layer's sum.
public struct Term: Sendable {
  public enum Kind: Sendable, Equatable {
    case convolution(Window)
    case full
    case identity
  }

  public let kind: Kind
  /// The source tensor; 0 is the input.
  public let source: Int
  /// [rows][O], last index fastest. Rows are [Kh][Kw][I], the source's elements in y, x, c order,
  /// or one row for an identity.
  public var weights: [Double]

  /// The source's channel that row `row` multiplies; nil for an identity, whose row is all of them.
  func sourceChannel(row: Int, channels: Int) -> Int? {
    kind == .identity ? nil : row % channels
  }

  /// Multiplies the weights into channel o by `gains[o]`.
  mutating func scale(by gains: [Double]) {
    for row in 0..<weights.count / gains.count {
      for channel in gains.indices { weights[row * gains.count + channel] *= gains[channel] }
    }
  }
}

/// A neuron's rule with its origin at rest.
public struct Membrane: Sendable {
  public let leak: Leak
  public let isSoftReset: Bool
  /// Above rest, in the float network's units.
  public let threshold: Double
  public let isStrict: Bool
}
