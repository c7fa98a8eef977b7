/// Why a checkpoint could not be read, checked or quantized: one line, with what to do.
public struct QuantizationError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Which stage refused.
  public enum Kind: String, Sendable {
    /// A file could not be read or written.
    case file
    /// The bytes are not a usable checkpoint.
    case checkpoint
    /// The checkpoint's graph has problems (`GraphChecker` lists all of them).
    case graph
    /// The calibration data cannot be used.
    case calibration
    /// A sum could leave its integer width (rules O1 to O3).
    case overflow
    /// The finished image was refused by the runtime's reader.
    case image
  }

  public let kind: Kind
  /// The file, tensor or node concerned.
  public let place: String
  public let fault: String
  public let remedy: String

  public init(_ kind: Kind, at place: String, _ fault: String, remedy: String) {
    self.kind = kind
    self.place = place
    self.fault = fault
    self.remedy = remedy
  }

  public var description: String { "\(place): \(fault); \(remedy)" }
}
