import Foundation

/// Places in the repository, found from this file.
enum Repository {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let vectors = root.appendingPathComponent("Tests/Vectors")
}
