/// What the network sees at tensor 0.
public enum InputKind: UInt8, Sendable {
  /// 8-bit pixels, the same at every timestep (rules I1 and I2).
  case image = 1
  /// A frame of event counts a timestep (rules I3 and E).
  case events
}

/// How events become frames (rules E1 and E2).
public enum Binning: UInt8, Sendable {
  /// Not an event input.
  case none = 0
  case byTime
  case byCount
}

/// The meaning of the input's channels, for readers of data sets.
public enum Planes: UInt8, Sendable {
  case unnamed = 0
  case gray
  case redGreenBlue
  case polarity
}

/// Kind, extent and channel meaning of the input.
public struct InputDescription: Sendable {
  public let kind: InputKind
  public let shape: Shape
  public let binning: Binning
  public let planes: Planes

  /// Bytes of one image or of one event frame, in element order.
  public var byteCount: Int { shape.elementCount }
}

/// What the read-out keeps of each timestep's logits (rule R2).
public enum OutputNeuron: Equatable, Sendable {
  case none
  case integrator
  case leaky(Leak)
}

/// How the timesteps' outputs become one answer (rule R3).
public enum Representation: UInt8, Sendable {
  case last = 1
  case sum
  case weighted
}

/// The record of one timestep (FORMAT.md, TIMESTEPS).
public struct TimestepRecord: Equatable, Sendable {
  /// Q15 weight of the weighted representation, 0...32768.
  public let weight: Int
  /// Factor F of rule X1, 1...2^31 - 1.
  public let factor: UInt32
  /// Factor shift q of rule X1, 0...62.
  public let factorShift: Int
  /// The exit score's threshold in the units of rules X4 to X6.
  public let threshold: UInt32
}
