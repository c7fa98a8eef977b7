import Foundation

@testable import ATSNNEngines

/// The same vectors without their traces, and with members changed where `edit` says so.
enum DigestFolder {
  typealias Edit = ((key: String, value: Any)) -> Any

  static func copy(
    _ folder: GoldenFolder, into path: String, edit: Edit = { $0.value }
  ) throws -> GoldenFolder {
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      try FileManager.default.copyItem(atPath: folder.path + "/" + name, toPath: path + "/" + name)
    }
    let file = URL(fileURLWithPath: path + "/vectors.json")
    let object = try JSONSerialization.jsonObject(with: try Data(contentsOf: file))
    try JSONSerialization.data(withJSONObject: edited(object, edit)).write(to: file)
    return try GoldenFolder(path: path)
  }

  private static func edited(_ value: Any, _ edit: Edit) -> Any {
    if let values = value as? [Any] { return values.map { edited($0, edit) } }
    guard let members = value as? [String: Any] else { return value }
    let kept = members.filter { $0.key != "trace" }.map { ($0.key, edited(edit($0), edit)) }
    return Dictionary(uniqueKeysWithValues: kept)
  }
}
