/// Replays golden vectors with one engine.
public struct Verifier {
  public let engine: EngineKind
  let records: any RecordSource
  private let threads: Int

  /// - Parameter threads: as `EngineKind.engine` says.
  public init(engine: EngineKind, records: any RecordSource, threads: Int = 1) {
    self.engine = engine
    self.records = records
    self.threads = threads
  }

  /// Replays all vectors of `folder`.
  ///
  /// - Parameters:
  ///   - folder: The vectors.
  ///   - image: Path of the image to run; nil for the vectors' own.
  ///   - force: Also run an image other than the vectors' own, of the same structure.
  ///
  /// Throws where a file is missing or damaged, or the image is another one.
  public func verify(
    _ folder: GoldenFolder, image: String? = nil, force: Bool = false
  ) throws(EngineError) -> VerifyReport {
    let own = try ownModel(folder)
    let model = try image.map { path throws(EngineError) in try Model(path: path) } ?? own
    try check(model, against: own, of: folder, force: force)
    let engine = try self.engine.engine(model, threads: threads)
    let retrace = Retrace(model: own, kind: self.engine.other)
    var report = VerifyReport()
    report.folders = [folder.name]
    for vector in folder.vectors {
      guard let input = try input(vector, folder, own.network) else {
        report.skipped += 1
        continue
      }
      let replay = Replay(engine: engine, vector: vector, retrace: retrace)
      report.add(try compare(replay, input), of: folder)
    }
    return report
  }

  private func compare(_ replay: Replay, _ input: [UInt8]) throws(EngineError) -> Difference? {
    let memory = AlignedMemory(input.count)
    memory.bytes.copyBytes(from: input)
    return try replay.firstDifference(UnsafeRawBufferPointer(memory.bytes))
  }

  private func ownModel(_ folder: GoldenFolder) throws(EngineError) -> Model {
    let own = try Model(path: folder.imagePath)
    guard own.sha256 == folder.imageSHA256 else {
      throw EngineError(
        folder.imagePath, "SHA-256 is not the one in vectors.json; restore the folder")
    }
    return own
  }

  private func check(
    _ model: Model, against own: Model, of folder: GoldenFolder, force: Bool
  ) throws(EngineError) {
    guard model.sha256 != folder.imageSHA256 else { return }
    guard force else {
      throw EngineError(
        model.path,
        "SHA-256 \(model.sha256.prefix(16))... is not the vectors' image "
          + "\(folder.imageSHA256.prefix(16))...; give that image or --force-image")
    }
    guard model.network.hasShapes(of: own.network) else {
      throw EngineError(
        model.path,
        "another network than that of \(folder.path): layers or input differ; "
          + "give vectors of that image")
    }
  }
}
