import Foundation
import Testing

/// Outputs replace nothing but ordinary files that are no inputs; pipes do not hang the program.
@Suite struct FileSafetyTests {
  private func files(_ folder: TemporaryFolder) throws -> [String: [UInt8]] {
    try Dictionary(
      uniqueKeysWithValues: folder.names.map { ($0, try Repository.bytes(folder.file($0))) })
  }

  @Test func quantizeLeavesItsInputsAlone() throws {
    let folder = try TemporaryFolder()
    let model = try folder.write("m.safetensors", CheckpointSample().bytes)
    let data = try CheckpointSample.training(in: folder)
    try FileManager.default.linkItem(atPath: model, toPath: folder.file("twin"))
    let before = try files(folder)
    let base = ["quantize", model, "--calibration", data]
    for path in [model, data, folder.file("train-labels.npy"), folder.file("twin")] {
      try AtsnnProgram.expectRefusal(base + ["-o", path], "is left alone")
      for option in ["--header", "--report"] {
        let arguments = base + ["-o", folder.file("out.atsnn"), option, path]
        try AtsnnProgram.expectRefusal(arguments, "is left alone")
      }
    }
    #expect(try files(folder) == before)
  }

  @Test func dataLeavesItsInputsAlone() throws {
    let folder = try TemporaryFolder()
    let data = try CheckpointSample.training(in: folder)
    let before = try files(folder)
    for path in [data, folder.file("train-labels.npy")] {
      try AtsnnProgram.expectRefusal(["data", data, "--record", "1", "-o", path], "is left alone")
    }
    #expect(try files(folder) == before)
  }

  @Test func outputsReplaceNoPipe() throws {
    let folder = try TemporaryFolder()
    let model = try folder.write("m.safetensors", CheckpointSample().bytes)
    let data = try CheckpointSample.training(in: folder)
    let pipe = folder.file("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    let names = folder.names
    let base = ["quantize", model, "--calibration", data, "-o"]
    try AtsnnProgram.expectRefusal(base + [pipe], "not an ordinary file")
    for option in ["--header", "--report"] {
      try AtsnnProgram.expectRefusal(
        base + [folder.file("out"), option, pipe], "not an ordinary file")
    }
    try AtsnnProgram.expectRefusal(
      ["data", data, "--record", "1", "-o", pipe], "not an ordinary file")
    try AtsnnProgram.expectRefusal(["data", data, "--record", "1", "-o", ""], "empty path")
    try AtsnnProgram.expectRefusal(
      ["data", data, "--record", "1", "-o", folder.file("new/")], "is a folder")
    #expect(folder.names == names)
    let type = try FileManager.default.attributesOfItem(atPath: pipe)[.type] as? FileAttributeType
    #expect(type == .typeUnknown)
  }

  @Test func twoWaysToWriteOnePathAreOneFile() throws {
    let folder = try TemporaryFolder()
    try folder.write("sub/x", [])
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("link"), withDestinationPath: folder.file("sub"))
    let base = ["quantize", "m", "--calibration", "d", "-o"]
    let pairs = [("aa", "./aa"), ("sub/aa", "link/aa"), ("aa", folder.file("sub/../aa"))]
    for (output, header) in pairs {
      try AtsnnProgram.expectRefusal(
        base + [output, "--header", header], "different files", in: folder.path)
    }
  }

  @Test func inputsThatArePipesAreRefusedAtOnce() throws {
    let folder = try TemporaryFolder()
    let image = Repository.vectors + "/leak-decay/image.atsnn"
    let pipe = folder.file("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(mkfifo(folder.file("vectors.json"), 0o600) == 0)
    let data = try CheckpointSample.training(in: folder)
    let cases = [
      ["inspect", pipe], ["run", pipe, "--data", data], ["run", image, "--data", pipe],
      ["bench", image, "--data", pipe], ["energy", pipe, "--data", data],
      ["energy", image, "--data", data, "--accelerator", pipe], ["data", pipe], ["check", pipe],
      ["reference", pipe, "--data", data], ["verify", "--golden", folder.path],
      ["quantize", pipe, "--calibration", data, "-o", folder.file("out")],
    ]
    for arguments in cases { try AtsnnProgram.expectRefusal(arguments, "not an ordinary file") }
    try AtsnnProgram.expectRefusal(["check", folder.path], "is a folder; give the path of a file")
  }

  @Test func aFailedWriteToTheStandardOutputIsAnError() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("read-only", [1])
    let image = Repository.vectors + "/leak-decay/image.atsnn"
    for arguments in [["inspect", image], ["inspect", image, "--json"], ["--help"]] {
      let handle = try #require(FileHandle(forReadingAtPath: path))
      let outcome = try AtsnnProgram.run(arguments, output: handle)
      #expect(outcome.status == 2, "\(arguments)")
      #expect(outcome.errorLines.count == 2, "\(outcome.error)")
      #expect(outcome.error.hasPrefix("standard output: cannot be written: "))
    }
  }

  @Test func aReaderThatHasGoneAwayIsNoError() throws {
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    let outcome = try AtsnnProgram.run(["--help"], output: pipe.fileHandleForWriting)
    #expect(outcome.status != 2)
    #expect(outcome.error.isEmpty, "\(outcome.error)")
  }
}
