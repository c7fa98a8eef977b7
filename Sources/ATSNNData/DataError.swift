/// Why a data set cannot be read: one sentence that says what, where and what to do.
public struct DataError: Error, Equatable, CustomStringConvertible, Sendable {
  /// The whole sentence, on one line.
  public let description: String

  /// An error of a file or folder.
  ///
  /// - Parameters:
  ///   - path: The file or folder as the user named it, or one inside it.
  ///   - problem: What is wrong there, with byte offset or record number where there is one.
  public init(_ path: String, _ problem: String) {
    description = "\(path.isEmpty ? "an empty path" : path): \(problem)"
  }
}
