import Foundation

@testable import ATSNNEngines

/// The same vectors without their traces.
enum DigestFolder {
  static func copy(_ folder: GoldenFolder, into path: String) throws -> GoldenFolder {
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      try FileManager.default.copyItem(atPath: folder.path + "/" + name, toPath: path + "/" + name)
    }
    let file = URL(fileURLWithPath: path + "/vectors.json")
    let object = try JSONSerialization.jsonObject(with: try Data(contentsOf: file))
    try JSONSerialization.data(withJSONObject: withoutTraces(object)).write(to: file)
    return try GoldenFolder(path: path)
  }

  private static func withoutTraces(_ value: Any) -> Any {
    if let values = value as? [Any] { return values.map(withoutTraces) }
    guard let members = value as? [String: Any] else { return value }
    return members.filter { $0.key != "trace" }.mapValues(withoutTraces)
  }
}
