import Foundation
import Testing

@testable import ATSNNData

/// A folder that a test fills with files and that goes when the test ends.
final class TemporaryFolder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("atsnn-data-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Writes `bytes` as `name`, which may hold folders, and returns the file's path.
  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let url = URL(fileURLWithPath: path).appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    return url.path
  }
}

/// The sentence that opening `path` fails with, nil where it opens.
func openingError(_ path: String) -> String? {
  do {
    _ = try DataSet(path: path)
    return nil
  } catch {
    return error.description
  }
}

/// Expects that opening `path` fails with one line that names it and holds every one of `parts`.
func expectRefusal(
  _ path: String, _ parts: String..., location: SourceLocation = #_sourceLocation
) {
  guard let error = openingError(path) else {
    Issue.record("\(path) was opened", sourceLocation: location)
    return
  }
  #expect(!error.contains("\n"), sourceLocation: location)
  for part in parts {
    #expect(error.contains(part), "\(error)", sourceLocation: location)
  }
}
