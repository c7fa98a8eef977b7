import Foundation

/// Files of the repository that tests read.
enum Repository {
  /// The repository's root: three folders above this file.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  static let vectors = root + "/Tests/Vectors"
  static let accelerator = root + "/Firmware/accelerator"

  /// One of the shipped energy tables, as "28nm".
  static func table(_ name: String) -> String { "\(accelerator)/tables/\(name).json" }

  /// One of the shipped machines, as "edge".
  static func machine(_ name: String) -> String { "\(accelerator)/configurations/\(name).json" }
}

/// A folder that a test fills and that goes when the test ends.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "/atsnn-engines-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: path + "/" + name))
    return path + "/" + name
  }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }
}

/// The sentence of the error that `body` throws, nil where it throws none.
func sentence(_ body: () throws -> Void) -> String? {
  do {
    try body()
    return nil
  } catch {
    return "\(error)"
  }
}
