import ATSNNData
import ATSNNRuntime

/// A model image in memory, checked by the runtime's reader.
public final class Model: Sendable {
  /// The file as the user named it.
  public let path: String
  /// The whole image, at an address that is a multiple of 64.
  public var bytes: UnsafeRawBufferPointer { file.bytes }
  /// The runtime's view of the bytes; not to be used after this object is gone.
  public let image: ModelImage
  public let network: Network
  /// SHA-256 of the file, in hexadecimal; computed at each call, for a run does not need it.
  public var sha256: String { SHA256.hex(file.bytes) }
  private let file: FileBytes

  /// Maps and checks the image at `path`. Throws where it cannot be read or is refused.
  public init(path: String) throws(EngineError) {
    self.path = path
    do {
      file = try FileBytes(path, isReadWhole: true)
    } catch {
      throw EngineError(error)
    }
    guard file.bytes.count > 0 else {
      throw EngineError(path, "is empty; quantize the model again")
    }
    do {
      image = try ModelImage(file.bytes)
    } catch {
      throw EngineError(path, error.sentence)
    }
    network = Network(image)
  }
}

extension ImageError {
  /// What is wrong, by FORMAT.md's name, where, and what to do.
  var sentence: String {
    var text = "refused as \(fault) (\(fault.meaning))"
    if section >= 0 { text += ", section \(section)" }
    if node >= 0 { text += ", node \(node)" }
    return text + ", offset \(offset); " + fault.remedy
  }
}

extension ImageFault {
  /// What the fault's name stands for.
  var meaning: String {
    switch self {
    case .truncated: "fewer or more bytes than its header says"
    case .magic: "not a model image"
    case .formatVersion: "not format 1.0"
    case .arithmeticVersion: "not arithmetic version 1"
    case .featureFlags: "feature flags that are unknown or not what the contents need"
    case .headerChecksum: "checksum of header and section table"
    case .sectionChecksum: "checksum of a section"
    case .sectionPlace: "place of a section"
    case .sectionSet: "a section missing, twice or of the wrong size"
    case .layoutCode: "unknown weight layout"
    case .value: "a field out of its range"
    case .shape: "shapes that do not fit together"
    case .order: "a node before its source"
    case .bound: "weights that could overflow"
    case .address: "not at a multiple of 64 bytes"
    }
  }

  /// What the user can do about it.
  var remedy: String {
    switch self {
    case .magic: "give a .atsnn file"
    case .formatVersion, .arithmeticVersion: "quantize the model with this version of atsnn"
    default: "copy or quantize the model again"
    }
  }
}
