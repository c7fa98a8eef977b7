import Foundation

/// A float checkpoint as read from its file: the parameters, and the graph's JSON unchecked.
///
/// Loading only makes sure that the bytes are sound; whether the graph means something is
/// `GraphChecker`'s question.
public struct Checkpoint: Sendable {
  /// The file's name without its folder.
  public let fileName: String
  /// The graph of `__metadata__.atsnn` (CHECKPOINT.md).
  public let graph: JSONValue
  public let tensors: [String: FloatTensor]

  public init(fileName: String, graph: JSONValue, tensors: [String: FloatTensor]) {
    self.fileName = fileName
    self.graph = graph
    self.tensors = tensors
  }

  /// Reads the `.safetensors` file at `path`.
  ///
  /// - Throws: `QuantizationError` of kind `file` or `checkpoint`: unreadable, truncated,
  ///   overlapping or mistyped tensors, or no graph in the metadata.
  public static func load(path: String) throws(QuantizationError) -> Checkpoint {
    let name = (path as NSString).lastPathComponent
    guard let data = FileManager.default.contents(atPath: path) else {
      throw QuantizationError(.file, at: path, "cannot be read", remedy: "give a readable file")
    }
    return try Checkpoint(bytes: Array(data), fileName: name)
  }

  /// Reads the safetensors file `bytes`; `fileName` names it in errors.
  public init(bytes: [UInt8], fileName: String) throws(QuantizationError) {
    let file = try SafetensorsFile(bytes, place: fileName)
    guard let text = file.metadata["atsnn"] else {
      throw QuantizationError(
        .checkpoint, at: fileName, "no graph: __metadata__.atsnn is missing",
        remedy: "export it with its graph as Quantization/CHECKPOINT.md describes")
    }
    do {
      graph = try JSONParser.parse(Array(text.utf8))
    } catch {
      throw QuantizationError(
        .checkpoint, at: fileName, "__metadata__.atsnn, byte \(error.offset): \(error.message)",
        remedy: "export the graph as valid JSON")
    }
    self.fileName = fileName
    tensors = file.tensors
  }
}
