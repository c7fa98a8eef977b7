/// What the oracle recorded of one input: Tests/Vectors/README.md.
public struct GoldenVector: Sendable {
  /// Unique in its folder.
  public let name: String
  public let input: GoldenInput
  /// SHA-256 of the input as the network sees it, in hexadecimal.
  public let inputSHA256: String
  /// The executed timesteps, the first one first.
  public let timesteps: [GoldenTimestep]
  /// The timestep that answers, from 1.
  public let exitTimestep: Int
  public let prediction: Int
  /// Why the run ended, recorded where the image has a budget.
  public let exitReason: ExitReasonKind?
}

/// Where a vector's input is.
public enum GoldenInput: Equatable, Sendable {
  /// A file in the vectors' folder: an image, or the event frames one after another.
  case file(String)
  /// A record of a data set that is not committed.
  case record(GoldenRecord)
}

/// A record of a data set under `$ATSNN_DATA`.
public struct GoldenRecord: Equatable, Sendable {
  /// Folder under `$ATSNN_DATA`.
  public let dataSet: String
  /// Path inside that folder.
  public let file: String
  /// The record's number in the file, from 0.
  public let index: Int

  public init(dataSet: String, file: String, index: Int) {
    self.dataSet = dataSet
    self.file = file
    self.index = index
  }
}

/// One executed timestep.
public struct GoldenTimestep: Sendable {
  /// One a node, without the read-out.
  public let nodes: [GoldenNode]
  /// z_t, one a class (rule R1).
  public let logits: [Int32]
  /// y_t, one a class (rule R3).
  public let readout: [Int32]
  /// Rule X8; nil for "never".
  public let score: ScorePair?
  /// Rule C1, one a node.
  public let synapticOperations: [UInt64]
  /// Rule C4, one a node.
  public let saturations: [UInt64]
}

/// Digests of one node at one timestep, and the values themselves in small vectors.
public struct GoldenNode: Sendable {
  /// Rule D2.
  public let output: UInt64
  /// Rule D3; nil for pooling.
  public let membranes: UInt64?
  public let trace: NodeTrace?
}

/// Values of one node at the end of a timestep, in element order.
public struct NodeTrace: Equatable, Sendable {
  /// Spikes (0 or 1) or counts.
  public let output: [Int]
  /// Membrane potentials; nil for pooling.
  public let membranes: [Int]?
}

/// The exit score of rule X8.
public struct ScorePair: Equatable, Sendable, CustomStringConvertible {
  public let a: Int64
  public let b: Int64

  public init(a: Int64, b: Int64) {
    self.a = a
    self.b = b
  }

  public var description: String { "(\(a), \(b))" }
}
