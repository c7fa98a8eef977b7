import Foundation

/// The golden vectors of one image: a folder with `vectors.json`, its image and its inputs.
public struct GoldenFolder: Sendable {
  public let path: String
  public let name: String
  /// Rules of ARITHMETIC.md that the folder exercises.
  public let rules: [String]
  /// Which corner of them, in a sentence.
  public let corner: String
  /// SHA-256 of the vectors' own image, in hexadecimal.
  public let imageSHA256: String
  public let vectors: [GoldenVector]

  private static let keys = [
    "format", "arithmetic_version", "name", "rules", "corner", "command", "seed", "image",
    "image_sha256", "vectors",
  ]

  /// Reads `vectors.json` in the folder at `path`. Unknown and missing keys are errors.
  public init(path: String) throws(EngineError) {
    self.path = path
    let place = path + "/vectors.json"
    let object = try StrictObject(file: place, keys: Self.keys)
    for (key, known) in [("format", 1), ("arithmetic_version", 1)] {
      let version = try object.integer(key)
      guard version == known else {
        throw EngineError(
          place, "\(key) \(version) is not \(known); give vectors for this version of atsnn")
      }
    }
    name = try object.string("name")
    rules = try object.strings("rules")
    corner = try object.string("corner")
    _ = try object.string("command")
    guard try object.string("image") == "image.atsnn" else {
      throw object.wrong("image", "\"image.atsnn\"")
    }
    imageSHA256 = try object.string("image_sha256")
    vectors = try Self.vectors(object)
  }

  /// The vectors' own image.
  public var imagePath: String { path + "/image.atsnn" }

  /// Whether the folder at `path` itself holds the vectors of one image.
  public static func isFolder(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path + "/vectors.json")
  }

  /// Every vector folder at or below `path`, sorted by path. Throws where there is none.
  public static func folders(under path: String) throws(EngineError) -> [String] {
    guard !path.isEmpty else { throw EngineError(path, "give a folder of vectors") }
    let path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    if isFolder(path) { return [path] }
    let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let found = FileManager.default.enumerator(atPath: real)?.compactMap { $0 as? String } ?? []
    let folders = found.filter { $0.hasSuffix("/vectors.json") }
      .map { path + "/" + $0.dropLast("/vectors.json".count) }
    guard !folders.isEmpty else {
      throw EngineError(path, "no vectors.json in this folder or below; give a folder of vectors")
    }
    return folders.sorted()
  }

  private static func vectors(_ object: StrictObject) throws(EngineError) -> [GoldenVector] {
    var vectors: [GoldenVector] = []
    for (index, value) in try object.array("vectors").enumerated() {
      vectors.append(try GoldenVector(value, place: "\(object.place): vectors[\(index)]"))
    }
    guard !vectors.isEmpty else {
      throw EngineError(object.place, "holds no vector; make the vectors again")
    }
    guard Set(vectors.map(\.name)).count == vectors.count else {
      throw EngineError(object.place, "two vectors have the same name; make the vectors again")
    }
    return vectors
  }
}
