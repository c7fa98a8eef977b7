import Foundation
import Testing

/// `verify` counts, names the first difference and ends with status 1.
@Suite struct VerifyTests {
  @Test(arguments: ["runtime", "accelerator"])
  func replaysAFolder(engine: String) throws {
    let folder = Repository.vectors + "/leak-decay"
    let report = try AtsnnProgram.json(
      ["verify", folder + "/image.atsnn", "--golden", folder, "--engine", engine])
    #expect((report["vectors"] as? Int ?? 0) > 0)
    #expect(report["mismatches"] as? Int == 0)
    #expect(report["first_difference"] is NSNull)
  }

  @Test func namesOnlyFoldersThatSaySomething() throws {
    let folder = try TemporaryFolder()
    for name in ["leak-decay", "exit-confidence"] {
      try FileManager.default.copyItem(
        atPath: Repository.vectors + "/" + name, toPath: folder.file(name))
    }
    let path = folder.file("leak-decay/vectors.json")
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let record = "{\"data_set\":\"mine\",\"file\":\"inputs.npy\",\"index\":0}"
    let arguments = ["verify", "--golden", folder.path]
    let quiet = try AtsnnProgram.run(arguments).output
    #expect(quiet.split(separator: "\n").count == 1, "\(quiet)")
    #expect(quiet.hasPrefix("runtime: ") && quiet.hasSuffix(" 0 skipped, 0 mismatches\n"))
    let all = try AtsnnProgram.run(arguments + ["--verbose"]).output
    #expect(all.contains("leak-decay") && all.contains("exit-confidence"))
    try folder.write(
      "leak-decay/vectors.json",
      Array(text.replacing("{\"file\":\"input-0.bin\"}", with: record).utf8))
    let skips = try AtsnnProgram.run(arguments, environment: ["ATSNN_DATA": ""]).output
    #expect(skips.contains("leak-decay") && !skips.contains("exit-confidence"))
  }

  @Test(arguments: [[], ["--json"]])
  func saysWhereNothingWasVerified(_ options: [String]) throws {
    let folder = try TemporaryFolder()
    let golden = folder.file("leak-decay")
    try FileManager.default.copyItem(atPath: Repository.vectors + "/leak-decay", toPath: golden)
    let arguments = ["verify", "--golden", golden] + options
    let whole = try AtsnnProgram.run(arguments)
    #expect(whole.status == 0 && whole.error.isEmpty, "\(whole.error)")
    let text = try String(contentsOfFile: golden + "/vectors.json", encoding: .utf8)
    let absent = text.replacing(
      "{\"file\":\"input-", with: "{\"data_set\":\"mine\",\"index\":0,\"file\":\"input-")
    try folder.write("leak-decay/vectors.json", Array(absent.utf8))
    let nothing = try AtsnnProgram.run(arguments, environment: ["ATSNN_DATA": ""])
    #expect(nothing.status == 0)
    #expect(nothing.error.contains("leak-decay: nothing was verified"), "\(nothing.error)")
    #expect(nothing.error.split(separator: "\n").count == 1)
  }

  /// Two images of one structure whose vectors differ: one's vectors are wrong for the other.
  @Test func namesTheFirstDifference() throws {
    let folder = try TemporaryFolder()
    let golden = Repository.vectors + "/leak-decay"
    var bytes = try Repository.bytes(golden + "/image.atsnn")
    // A threshold: node 0's CHANNELS, after the biases.
    let section = try #require(ImageSection(bytes, kind: 6, index: 0))
    let channels = section.count / 13
    bytes[section.offset + 4 * channels] ^= 0x40
    section.repair(&bytes)
    let changed = try folder.write("changed.atsnn", bytes)
    let arguments = ["verify", changed, "--golden", golden]
    try AtsnnProgram.expectRefusal(arguments, "--force-image")
    let report = try AtsnnProgram.json(arguments + ["--force-image"], status: 1)
    let difference = report["first_difference"] as? [String: Any] ?? [:]
    #expect((report["mismatches"] as? Int ?? 0) > 0)
    #expect(difference["layer"] as? Int == 0)
    for key in ["timestep", "neuron", "y", "x", "channel", "expected", "actual"] {
      #expect(difference[key] is Int, "\(key)")
    }
    let text = try AtsnnProgram.run(arguments + ["--force-image"])
    #expect(text.status == 1)
    #expect(text.error.isEmpty)
    #expect(text.output.contains("first difference: leak-decay/"))
    #expect(text.output.contains("neuron"))
  }

  @Test func aFolderWithoutVectorsIsNoAnswer() throws {
    let folder = try TemporaryFolder()
    let golden = Repository.vectors + "/leak-decay/vectors.json"
    let object = try JSONSerialization.jsonObject(with: Data(try Repository.bytes(golden)))
    var members = try #require(object as? [String: Any])
    members["vectors"] = [Any]()
    let bytes = try JSONSerialization.data(withJSONObject: members)
    try folder.write("vectors.json", [UInt8](bytes))
    try AtsnnProgram.expectRefusal(["verify", "--golden", folder.path], "holds no vector")
  }

  @Test func skipsAndFindsDataSets() throws {
    let folder = try TemporaryFolder()
    let vectors = try Samples.Vectors("leak-decay", in: folder)
    for name in try FileManager.default.contentsOfDirectory(atPath: vectors.folder) {
      try folder.write("golden/" + name, try Repository.bytes(vectors.folder + "/" + name))
    }
    let path = folder.file("golden/vectors.json")
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let record = "{\"data_set\":\"mine\",\"file\":\"inputs.npy\",\"index\":0}"
    try folder.write(
      "golden/vectors.json",
      Array(text.replacing("{\"file\":\"input-0.bin\"}", with: record).utf8))
    try folder.write("sets/mine/inputs.npy", try Repository.bytes(vectors.data))
    let arguments = ["verify", "--golden", folder.file("golden")]
    let without = try AtsnnProgram.run(arguments, environment: ["ATSNN_DATA": ""])
    #expect(without.output.contains("1 vectors, 1 skipped, 0 mismatches"))
    let with = try AtsnnProgram.run(
      arguments, environment: ["ATSNN_DATA": folder.file("sets")])
    #expect(with.output.contains("2 vectors, 0 skipped, 0 mismatches"))
  }
}
