import Foundation
import Testing

@testable import ATSNNEngines

/// What `verify` refuses and what it skips.
@Suite struct VerifierTests {
  private let original = Repository.vectors + "/leak-decay"

  /// A copy of a vector folder whose `vectors.json` went through `edit`.
  private func copy(_ folder: TemporaryFolder, _ edit: (String) -> String) throws -> String {
    for name in try FileManager.default.contentsOfDirectory(atPath: original) {
      try FileManager.default.copyItem(
        atPath: original + "/" + name, toPath: folder.path + "/" + name)
    }
    let text = try String(contentsOfFile: original + "/vectors.json", encoding: .utf8)
    try folder.write("vectors.json", edit(text))
    return folder.path
  }

  private func verify(_ path: String, image: String? = nil, force: Bool = false) -> String? {
    sentence {
      let verifier = Verifier(engine: .accelerator, records: NoRecords())
      _ = try verifier.verify(try GoldenFolder(path: path), image: image, force: force)
    }
  }

  @Test func refusesUnknownAndMissingKeys() throws {
    let edits: [(String, String, String)] = [
      ("\"seed\":", "\"sead\":", "the key \"seed\" is missing"),
      ("\"seed\":", "\"extra\": 1, \"seed\":", "the key \"extra\" is unknown"),
      ("\"format\": 1", "\"format\": 2", "format 2 is not 1"),
      ("\"arithmetic_version\": 1", "\"arithmetic_version\": 2", "arithmetic_version 2 is not 1"),
      ("\"trace\":", "\"traces\":", "the key \"traces\" is unknown"),
      ("\"exit_timestep\":", "\"exit_timestep\":1", "exit_timestep 1"),
      ("[\n{\"name\"", "[7,\n{\"name\"", "vectors[0]: is not a JSON object"),
      ("{", "", "is not JSON: "),
    ]
    for (old, new, part) in edits {
      let folder = try TemporaryFolder()
      let path = try copy(folder) { text in
        text.firstRange(of: old).map { text.replacingCharacters(in: $0, with: new) } ?? text
      }
      #expect(verify(path)?.contains(part) == true, "\(verify(path) ?? "accepted")")
      #expect(verify(path)?.contains("; ") == true, "no remedy")
    }
  }

  @Test func refusesAnotherImageUnlessForced() throws {
    let folder = try TemporaryFolder()
    let image = try ImageBytes(path: original + "/image.atsnn")
    let own = try Model(path: original + "/image.atsnn")
    let leak = try #require(Mutation.leaks(image, own.network).first)
    let path = try folder.write("other.atsnn", image.changed(leak.changes))
    #expect(verify(original, image: path)?.contains("--force-image") == true)
    #expect(verify(original, image: path, force: true) == nil)
    let other = Repository.vectors + "/channels-33/image.atsnn"
    #expect(verify(original, image: other, force: true)?.contains("another network") == true)
  }

  @Test func refusesDamagedFolders() throws {
    let folder = try TemporaryFolder()
    let path = try copy(folder) { $0 }
    #expect(verify(path) == nil)
    let input = path + "/input-0.bin"
    var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: input)))
    bytes[0] ^= 1
    try folder.write("input-0.bin", bytes)
    #expect(verify(path)?.contains("SHA-256 is not the recorded one") == true)
    try folder.write("input-0.bin", Array(bytes.dropLast()))
    #expect(verify(path)?.contains("the image needs") == true)
    try FileManager.default.removeItem(atPath: input)
    #expect(verify(path)?.contains("cannot be opened") == true)
    let image = try ImageBytes(path: original + "/image.atsnn")
    try folder.write("image.atsnn", image.changed([:]).dropLast(64))
    #expect(verify(path)?.contains("refused as truncated") == true)
    #expect(sentence { _ = try GoldenFolder.folders(under: path + "/none") } != nil)
  }

  @Test func saysWhyNoNeuronCanBeNamed() throws {
    let folder = try TemporaryFolder()
    let golden = try GoldenFolder(path: original)
    let digests = try DigestFolder.copy(golden, into: folder.path)
    let right = Difference.Value.hex(digests.vectors[0].timesteps[1].nodes[0].output)
    let text = try String(contentsOfFile: folder.path + "/vectors.json", encoding: .utf8)
    try folder.write("vectors.json", text.replacing(right, with: "0123456789abcdef"))
    let changed = try GoldenFolder(path: folder.path)
    let verifier = Verifier(engine: .runtime, records: NoRecords())
    let difference = try #require(try verifier.verify(changed).firstDifference)
    #expect(difference.neuron == nil)
    #expect(difference.expected == .digest(0x0123_4567_89AB_CDEF))
    #expect(difference.remark?.contains("the other engine leaves the vector too") == true)
  }

  @Test func skipsOrReadsRecordsOfDataSets() throws {
    let folder = try TemporaryFolder()
    let record = "{\"data_set\":\"set\",\"file\":\"a.bin\",\"index\":3}"
    let path = try copy(folder) { $0.replacing("{\"file\":\"input-0.bin\"}", with: record) }
    let golden = try GoldenFolder(path: path)
    let without = try Verifier(engine: .accelerator, records: NoRecords()).verify(golden)
    #expect(without.skipped == 1)
    let with = try Verifier(engine: .accelerator, records: OneRecord(path: path)).verify(golden)
    #expect(with.skipped == 0)
    #expect(with.vectors == without.vectors + 1)
    #expect(with.mismatches == 0)
  }

  /// Answers every record with the folder's first input.
  private struct OneRecord: RecordSource {
    let path: String

    func input(_ record: GoldenRecord, for network: Network) throws(EngineError) -> [UInt8]? {
      #expect(record == GoldenRecord(dataSet: "set", file: "a.bin", index: 3))
      return FileManager.default.contents(atPath: path + "/input-0.bin").map { [UInt8]($0) }
    }
  }
}
