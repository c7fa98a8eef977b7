import ATSNNData

/// Why an image, a vector or a table cannot be used: one sentence that says what, where and what
/// to do.
public struct EngineError: Error, Equatable, CustomStringConvertible, Sendable {
  /// The whole sentence, on one line.
  public let description: String

  /// An error of a file or folder.
  public init(_ path: String, _ problem: String) {
    description = "\(path.isEmpty ? "an empty path" : path): \(problem)"
  }

  /// The same of a file that could not be read.
  public init(_ error: DataError) {
    description = error.description
  }

  /// The bytes of the ordinary file at `path`.
  static func reading(_ path: String) throws(EngineError) -> [UInt8] {
    do {
      let file = try FileBytes(path)
      return withExtendedLifetime(file) { [UInt8](file.bytes) }
    } catch {
      throw EngineError(error)
    }
  }
}
