import Foundation
import Testing

/// `check`, `quantize` and `reference` on a small checkpoint.
@Suite struct QuantizeTests {
  private func arguments(_ folder: TemporaryFolder, _ model: String, _ data: String) -> [String] {
    [
      "quantize", model, "--calibration", data, "--scale-images", "10", "--threshold-images", "20",
      "-o", folder.file("out.atsnn"), "--header", folder.file("out.h"), "--report",
      folder.file("out.json"),
    ]
  }

  @Test func writesAllFilesTheSameEveryTime() throws {
    let folder = try TemporaryFolder()
    let model = try folder.write("m.safetensors", CheckpointSample().bytes)
    let data = try CheckpointSample.training(in: folder)
    var images: [[UInt8]] = []
    var headers: [[UInt8]] = []
    for threads in ["1", "2"] {
      let report = try AtsnnProgram.json(
        arguments(folder, model, data) + ["--threads", threads])
      #expect(report["float_accuracy"] is Double)
      images.append(try Repository.bytes(folder.file("out.atsnn")))
      headers.append(try Repository.bytes(folder.file("out.h")))
    }
    let text = try AtsnnProgram.run(arguments(folder, model, data) + ["--threads=1"])
    #expect(text.status == 0, "\(text.error)")
    headers.append(try Repository.bytes(folder.file("out.h")))
    #expect(images[0] == images[1])
    #expect(headers[0] == headers[1] && headers[0] == headers[2])
    #expect(
      folder.names == [
        "m.safetensors", "out.atsnn", "out.h", "out.json", "train-labels.npy", "train.npy",
      ])
    let header = try String(contentsOfFile: folder.file("out.h"), encoding: .utf8)
    #expect(header.contains("atsnn quantize"))
    let inspect = try AtsnnProgram.json(["inspect", folder.file("out.atsnn")])
    #expect(inspect["timesteps"] as? Int == 3)
    let run = try AtsnnProgram.json(["run", folder.file("out.atsnn"), "--data", data])
    #expect(run["images"] as? Int == 40)
    let reference = try AtsnnProgram.json(["reference", model, "--data", data])
    #expect(reference["images"] as? Int == 40)
    for key in ["accuracy", "mean_timesteps"] {
      let values = (run[key] as? Double ?? -9, reference[key] as? Double ?? 9)
      #expect(abs(values.0 - values.1) < 0.2, "\(key)")
    }
  }

  @Test func checksAGoodCheckpoint() throws {
    let folder = try TemporaryFolder()
    let model = try folder.write("m.safetensors", CheckpointSample().bytes)
    let check = try AtsnnProgram.json(["check", model])
    #expect(check["ok"] as? Bool == true)
    #expect((check["problems"] as? [Any])?.isEmpty == true)
  }

  @Test func checkSaysEveryProblemOnce() throws {
    let folder = try TemporaryFolder()
    var sample = CheckpointSample()
    sample.graph = sample.graph.replacing("\"padding\": [1, 1]", with: "\"padding\": [3, 3]")
    let model = try folder.write("m.safetensors", sample.bytes)
    let check = try AtsnnProgram.json(["check", model], status: 1)
    let faults = (check["problems"] as? [[String: Any]] ?? []).map { $0["fault"] as? String }
    #expect(faults.count { $0?.contains("kernel side") == true } == 1, "\(faults)")
    let text = try AtsnnProgram.run(["check", model]).output
    let noun = faults.count == 1 ? "problem" : "problems"
    #expect(text.hasSuffix(": \(faults.count) \(noun)\n"))
    sample = CheckpointSample()
    sample.graph = sample.graph.replacing("\"format\": 1", with: "\"format\": 2")
    let later = try folder.write("m.safetensors", sample.bytes)
    #expect(try AtsnnProgram.run(["check", later]).output.contains("\"format\" is not 1;"))
    sample = CheckpointSample()
    sample.tensors["fc.weight"] = nil
    let missing = try folder.write("m.safetensors", sample.bytes)
    #expect(try AtsnnProgram.run(["check", missing]).output.hasSuffix(": 1 problem\n"))
  }

  @Test func refusesBadCheckpointsAndListsTheirProblems() throws {
    var missing = CheckpointSample()
    missing.tensors["fc.weight"] = nil
    var notANumber = CheckpointSample()
    notANumber.tensors["conv.weight"]?.values[3] = .nan
    var shape = CheckpointSample()
    shape.tensors["fc.weight"]?.shape = [4, 24]
    for (sample, part) in [(missing, "fc.weight"), (notANumber, "conv"), (shape, "fc")] {
      let folder = try TemporaryFolder()
      let model = try folder.write("m.safetensors", sample.bytes)
      let data = try CheckpointSample.training(in: folder)
      let before = folder.names
      try AtsnnProgram.expectRefusal(arguments(folder, model, data), part)
      #expect(folder.names == before)
      let check = try AtsnnProgram.json(["check", model], status: 1)
      #expect(check["ok"] as? Bool == false)
      #expect((check["problems"] as? [Any])?.count ?? 0 >= 1)
      #expect(try AtsnnProgram.run(["check", model]).output.contains(part))
    }
  }

  @Test func refusesDamagedFilesAndWrongData() throws {
    let folder = try TemporaryFolder()
    let bytes = CheckpointSample().bytes
    let data = try CheckpointSample.training(in: folder)
    let model = try folder.write("m.safetensors", bytes)
    let cut = try folder.write("cut.safetensors", Array(bytes.dropLast(9)))
    let other = try folder.write("other.npy", Samples.npy([40, 5, 4, 1], Samples.bytes(800)))
    let before = folder.names
    try AtsnnProgram.expectRefusal(["check", cut], "cut.safetensors")
    try AtsnnProgram.expectRefusal(arguments(folder, cut, data), "cut.safetensors")
    try AtsnnProgram.expectRefusal(arguments(folder, model, other), "data")
    #expect(folder.names == before)
  }

  @Test func leavesNothingBehindWhereItCannotWrite() throws {
    let folder = try TemporaryFolder()
    let model = try folder.write("m.safetensors", CheckpointSample().bytes)
    let data = try CheckpointSample.training(in: folder)
    let before = folder.names
    let base = ["quantize", model, "--calibration", data]
    for output in [folder.file("none/out.atsnn"), folder.path] {
      try AtsnnProgram.expectRefusal(base + ["-o", output], output)
    }
    try AtsnnProgram.expectRefusal(
      base + ["-o", folder.file("out.atsnn"), "--report", folder.file("none/r.json")], "none/r.json"
    )
    #expect(folder.names == before)
  }
}
