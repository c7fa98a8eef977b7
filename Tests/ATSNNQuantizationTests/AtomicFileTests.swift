import Foundation
import Testing

@testable import ATSNNQuantization

/// Files that are written together or not at all.
@Suite struct AtomicFileTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("atsnn-atomic-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  @Test func aPlaceThatIsTakenGivesTheEarlierOnesBack() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data([1]).write(to: URL(fileURLWithPath: path("old")))
    let staged = try ["old", "new", "late"].map {
      try StagedFile(OutputFile(path: path($0), bytes: [2]))
    }
    #expect(mkfifo(path("late"), 0o600) == 0)
    #expect(throws: QuantizationError.self) { try StagedFile.placeAll(staged) }
    #expect(try names() == ["late", "old"])
    #expect(try Data(contentsOf: URL(fileURLWithPath: path("old"))) == Data([1]))
  }

  @Test func ordinaryFilesAreReplacedAndNothingElse() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data([1]).write(to: URL(fileURLWithPath: path("old")))
    #expect(mkfifo(path("pipe"), 0o600) == 0)
    let old = OutputFile(path: path("old"), bytes: [2])
    let new = OutputFile(path: path("new"), bytes: [3])
    #expect(throws: QuantizationError.self) {
      try writeAtomically([old, OutputFile(path: path("pipe"), bytes: [3])])
    }
    #expect(try names() == ["old", "pipe"])
    try writeAtomically([old, new])
    #expect(try names() == ["new", "old", "pipe"])
    #expect(try Data(contentsOf: URL(fileURLWithPath: path("old"))) == Data([2]))
    #expect(try Data(contentsOf: URL(fileURLWithPath: path("new"))) == Data([3]))
  }
}
