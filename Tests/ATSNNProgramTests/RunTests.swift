import Foundation
import Testing

/// `run` and `bench` give the contract's figures.
@Suite struct RunTests {
  @Test(arguments: ["leak-decay", "exit-confidence", "channels-33"])
  func givesTheVectorsAnswers(name: String) throws {
    let folder = try TemporaryFolder()
    let vectors = try Samples.Vectors(name, in: folder)
    let count = vectors.predictions.count
    for threads in [["1"], ["3"], ["2", "--share", "image"], ["3", "--share", "image"]] {
      let run = try AtsnnProgram.json(
        ["run", vectors.image, "--data", vectors.data, "--predictions", "--threads"] + threads)
      #expect(run["images"] as? Int == count)
      #expect(run["correct"] as? Int == count)
      #expect(run["accuracy"] as? Double == 1)
      #expect(run["predictions"] as? [Int] == vectors.predictions)
      let histogram = run["exit_histogram"] as? [Int] ?? []
      #expect(
        histogram.indices.allSatisfy { step in
          histogram[step] == vectors.exits.count { $0 == step + 1 }
        })
      #expect(histogram.reduce(0, +) == count)
      let mean = Double(vectors.exits.reduce(0, +)) / Double(count)
      #expect(abs((run["mean_timesteps"] as? Double ?? 0) - mean) < 1e-9)
      let operations = Double(vectors.synapticOperations) / Double(count)
      #expect(run["synaptic_operations_per_image"] as? Double == operations)
      let latency = run["latency_us"] as? [String: Double] ?? [:]
      #expect((latency["median"] ?? 0) > 0)
      #expect((latency["p90"] ?? 0) >= (latency["median"] ?? 1))
      let rates = run["spike_rate"] as? [Double] ?? []
      #expect(!rates.isEmpty && rates.allSatisfy { (0...1).contains($0) })
      #expect((run["spiking_layers"] as? [String])?.count == rates.count)
    }
  }

  @Test func obeysLimitTimestepsAndExit() throws {
    let folder = try TemporaryFolder()
    let vectors = try Samples.Vectors("exit-confidence", in: folder)
    let base = ["run", vectors.image, "--data", vectors.data]
    let one = try AtsnnProgram.json(base + ["--limit", "1", "--timesteps", "1"])
    #expect(one["images"] as? Int == 1)
    #expect(one["exit_histogram"] as? [Int] == [1])
    let never = try AtsnnProgram.json(base + ["--exit", "never"])
    let timesteps = (never["exit_histogram"] as? [Int] ?? []).count
    #expect(never["mean_timesteps"] as? Double == Double(timesteps))
    for exit in ["confidence:0", "entropy:1", "margin:0"] {
      let soon = try AtsnnProgram.json(base + ["--exit", exit])
      #expect((soon["mean_timesteps"] as? Double ?? 99) < Double(timesteps), "\(exit)")
    }
    try AtsnnProgram.expectRefusal(base + ["--timesteps", "200"], "more than the image's maximum")
  }

  @Test func hasNoAccuracyWithoutLabels() throws {
    let folder = try TemporaryFolder()
    let vectors = try Samples.Vectors("leak-decay", in: folder)
    try FileManager.default.removeItem(atPath: folder.file("inputs-labels.npy"))
    let run = try AtsnnProgram.json(["run", vectors.image, "--data", vectors.data])
    #expect(run["accuracy"] is NSNull)
    #expect(run["correct"] is NSNull)
    #expect(run["predictions"] == nil)
    let text = try AtsnnProgram.run(["run", vectors.image, "--data", vectors.data])
    #expect(text.output.contains("no labels"))
    #expect(text.error.isEmpty)
  }

  @Test func benchmarks() throws {
    let folder = try TemporaryFolder()
    let vectors = try Samples.Vectors("channels-33", in: folder)
    let bench = try AtsnnProgram.json(["bench", vectors.image, "--data", vectors.data])
    for key in ["images_per_second", "synaptic_operations_per_second", "mean_timesteps"] {
      #expect((bench[key] as? Double ?? 0) > 0, "\(key)")
    }
    #expect(bench["threads"] as? Int == 1)
    #expect(bench["share"] as? String == "images")
    let shared = try AtsnnProgram.json(
      ["bench", vectors.image, "--data", vectors.data, "--threads", "2", "--share", "image"])
    #expect(shared["threads"] as? Int == 2)
    #expect(shared["share"] as? String == "image")
    #expect((bench["latency_us"] as? [String: Double])?.keys.sorted() == ["median", "p90"])
  }

  @Test func benchmarksASchedule() throws {
    let folder = try TemporaryFolder()
    let vectors = try Samples.Vectors("exit-confidence", in: folder)
    let base = ["bench", vectors.image, "--data", vectors.data]
    let count = Double(vectors.exits.count)
    let all = try AtsnnProgram.json(base + ["--schedule", "0,1"])
    #expect(all["mean_timesteps"] as? Double == 2)
    let half = try AtsnnProgram.json(base + ["--schedule", "0.5,0,0.5", "--seed", "7"])
    let left = (count / 2).rounded(.down)
    #expect(half["mean_timesteps"] as? Double == (left + 3 * (count - left)) / count)
    for wrong in ["0.5,0.6", "-0.5,1.5", "1,", "half"] {
      #expect(try AtsnnProgram.run(base + ["--schedule", wrong]).status == 2, "\(wrong)")
    }
    let long = "0" + String(repeating: ",0", count: 254) + ",1"
    try AtsnnProgram.expectRefusal(base + ["--schedule", long], "give as many or fewer")
    #expect(
      try AtsnnProgram.run(base + ["--schedule", "1", "--timesteps", "1"]).status == 2)
  }
}
