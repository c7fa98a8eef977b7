/// The first place where an engine leaves a golden vector.
public struct Difference: Equatable, Sendable {
  /// What differs. Within a timestep they are compared in this order, the first four node by node.
  public enum Quantity: String, Sendable {
    case output
    case membrane
    case synapticOperations = "synaptic_operations"
    case saturations
    case logit
    case readout
    case score
    case prediction
    case exitTimestep = "exit_timestep"
    case exitReason = "exit_reason"
  }

  /// The vector's name, after its folder's: "folder/vector".
  public var vector: String
  /// From 1.
  public let timestep: Int
  /// The node's number in the image; nil for score, prediction, exit timestep and
  /// reason.
  public let layer: Int?
  public let layerName: String?
  /// Element by rule T2, or class; nil where the quantity belongs to no neuron or the neuron could
  /// not be found.
  public let neuron: Int?
  /// Row, column and channel of the neuron.
  public let place: Place?
  public let quantity: Quantity
  /// What the vector says.
  public let expected: Value
  /// What the engine gives.
  public let actual: Value
  /// Why there is no neuron, where one was to be found.
  public let remark: String?
}

extension Difference {
  /// Where a neuron stands in its node's output.
  public struct Place: Equatable, Sendable {
    public let y: Int
    public let x: Int
    public let channel: Int

    public init(y: Int, x: Int, channel: Int) {
      self.y = y
      self.x = x
      self.channel = channel
    }
  }

  /// A value of a vector.
  public enum Value: Equatable, Sendable, CustomStringConvertible {
    case integer(Int)
    case score(ScorePair?)
    case text(String)
    /// A digest, where the values themselves are not known.
    case digest(UInt64)

    public var description: String {
      switch self {
      case .integer(let value): "\(value)"
      case .score(let pair): pair.map(\.description) ?? "none"
      case .text(let text): text
      case .digest(let value): "digest " + Self.hex(value)
      }
    }

    /// 16 lowercase hexadecimal digits.
    static func hex(_ value: UInt64) -> String {
      let digits = String(value, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }
  }
}

extension Difference: CustomStringConvertible {
  /// One line: "folder/vector: timestep 2, layer 1 (conv2), neuron 17 (y 1, x 0, channel 3): ...".
  public var description: String {
    var text = "\(vector): timestep \(timestep)"
    if let layer { text += ", layer \(layer) (\(layerName ?? ""))" }
    if let neuron {
      let position = place.map { " (y \($0.y), x \($0.x), channel \($0.channel))" }
      text += ", neuron \(neuron)\(position ?? "")"
    }
    let name = quantity.rawValue.replacing("_", with: " ")
    text += ": \(name) \(actual), the vector has \(expected)"
    return remark.map { text + "; " + $0 } ?? text
  }
}
