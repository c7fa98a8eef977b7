import Foundation
import Testing

/// Budgets from end to end: worst cases, `--budget`, what is stored, and what is converted.
@Suite struct BudgetTests {
  private static func inspect(_ image: String) throws -> [String: Any] {
    try AtsnnProgram.json(["inspect", image])
  }

  /// 4x4x4 and 9 neurons, 64 to 9 and 9 to 4 fully connected; the pixels are not counted.
  @Test func inspectCountsTheWorstCase() throws {
    let image = Repository.vectors + "/budget-one/image.atsnn"
    let report = try Self.inspect(image)
    let layers = report["layers"] as? [[String: Any]] ?? []
    #expect(layers.map { $0["worst_case_operations"] as? Int } == [64, 9 + 576, 36])
    #expect(report["worst_case_operations_per_timestep"] as? Int == 685)
    #expect((report["exit"] as? [String: Any])?["budget"] as? Int == 1)
    let text = try AtsnnProgram.run(["inspect", image]).output
    #expect(text.contains("budget: 1 operations; a timestep is at most 685 operations;"))
    #expect(text.contains("timestep 1 may pass the budget"))
    let none = Repository.vectors + "/leak-decay/image.atsnn"
    #expect((try Self.inspect(none)["exit"] as? [String: Any])?["budget"] is NSNull)
    #expect(try AtsnnProgram.run(["inspect", none]).output.contains("budget: none;"))
  }

  @Test func runSaysWhyItAnswered() throws {
    let folder = try TemporaryFolder()
    let vectors = try Samples.Vectors("budget-confidence", in: folder)
    let base = ["run", vectors.image, "--data", vectors.data]
    let stored = try AtsnnProgram.json(base)
    #expect(stored["exit_reasons"] as? [String: Int] == ["score": 6, "last": 0, "budget": 1])
    let none = try AtsnnProgram.json(base + ["--budget", "none"])
    #expect((none["exit_reasons"] as? [String: Int])?["budget"] == 0)
    let one = try AtsnnProgram.json(base + ["--exit", "never", "--budget", "1"])
    #expect(one["exit_reasons"] as? [String: Int] == ["score": 0, "last": 0, "budget": 7])
    #expect(one["mean_timesteps"] as? Double == 1)
    let text = try AtsnnProgram.run(base)
    #expect(text.output.contains("answered because of  score 6, last 0, budget 1"))
  }

  @Test func noImagePassesTheBudget() throws {
    let folder = try TemporaryFolder()
    let vectors = try Samples.Vectors("budget-last", in: folder)
    for budget in [685, 900, 1200, 1500] {
      let run = try AtsnnProgram.json(
        ["run", vectors.image, "--data", vectors.data, "--budget", "\(budget)"])
      let greatest = run["greatest_operations"] as? Int ?? .max
      #expect(greatest > 0 && greatest <= budget)
    }
  }

  @Test func quantizeStoresIt() throws {
    let folder = try TemporaryFolder()
    let model = try folder.write("m.safetensors", CheckpointSample().bytes)
    let data = try CheckpointSample.training(in: folder)
    let base = [
      "quantize", model, "--calibration", data, "--scale-images", "10", "--threshold-images", "20",
      "-o", folder.file("out.atsnn"), "--report", folder.file("out.json"),
    ]
    _ = try AtsnnProgram.json(base + ["--budget", "none"])
    let without = try Repository.bytes(folder.file("out.atsnn"))
    _ = try AtsnnProgram.json(base)
    #expect(try Repository.bytes(folder.file("out.atsnn")) == without)
    let quantized = try AtsnnProgram.json(base + ["--budget", "1"])
    let warnings = quantized["warnings"] as? [String] ?? []
    #expect(warnings.contains { $0.contains("below the worst case of one timestep") })
    let report = try Self.inspect(folder.file("out.atsnn"))
    #expect((report["exit"] as? [String: Any])?["budget"] as? Int == 1)
    let run = try AtsnnProgram.json(["run", folder.file("out.atsnn"), "--data", data])
    #expect(run["mean_timesteps"] as? Double == 1)
    let written = try JSONSerialization.jsonObject(
      with: Data(try Repository.bytes(folder.file("out.json"))))
    let exit = (written as? [String: Any])?["exit"] as? [String: Any]
    #expect(exit?["budget"] as? Int == 1)
    #expect((written as? [String: Any])?["integer_mean_timesteps"] as? Double == 1)
  }

  @Test func convertsDeadlinesAndEnergies() throws {
    let image = Repository.vectors + "/budget-last/image.atsnn"
    let deadline = [
      "budget", image, "--deadline-ms", "2", "--operations-per-second", "1e6", "--begin-us", "500",
    ]
    let time = try AtsnnProgram.json(deadline)
    #expect(time["budget"] as? Int == 1500)
    #expect(time["worst_case_operations_per_timestep"] as? Int == 685)
    #expect(time["certain_timesteps"] as? Int == 2)
    #expect(time["holds"] as? Bool == true)
    #expect(try AtsnnProgram.run(deadline).output.contains("--budget 1500"))
    let energy = try AtsnnProgram.json([
      "budget", image, "--millijoules", "0.001", "--picojoules-per-operation", "10",
      "--begin-millijoules", "0.0001",
    ])
    #expect(energy["budget"] as? Int == 90_000)
    #expect(energy["certain_timesteps"] as? Int == 4)
  }

  @Test func saysNoWhereTimestepOneMayPassIt() throws {
    let image = Repository.vectors + "/budget-last/image.atsnn"
    let base = ["budget", image, "--operations-per-second", "1e6", "--deadline-ms"]
    #expect(try AtsnnProgram.json(base + ["0.685"])["holds"] as? Bool == true)
    let short = try AtsnnProgram.json(base + ["0.6845"], status: 1)
    #expect(short["budget"] as? Int == 684)
    #expect(short["holds"] as? Bool == false)
    let nothing = try AtsnnProgram.json(base + ["1", "--begin-us", "1000"], status: 1)
    #expect(nothing["budget"] is NSNull)
    let endless = try AtsnnProgram.json(base + ["1e30"])
    #expect(endless["budget"] as? Int == .max)
  }

  /// The figures that documents take from one verb to another have the same names there.
  @Test func figuresPassFromVerbToVerb() throws {
    let folder = try TemporaryFolder()
    let vectors = try Samples.Vectors("budget-last", in: folder)
    let bench = try AtsnnProgram.json(["bench", vectors.image, "--data", vectors.data])
    let rate = (bench["operations_per_second"] as? [String: Double]) ?? [:]
    let begin = (bench["begin_us"] as? [String: Double]) ?? [:]
    #expect(0 < rate["p10"] ?? 0 && rate["p10"] ?? 1 <= rate["median"] ?? 0)
    let time = try AtsnnProgram.json([
      "budget", vectors.image, "--deadline-ms", "1000", "--operations-per-second",
      "\(rate["p10"] ?? 0)", "--begin-us", "\(begin["p90"] ?? 0)",
    ])
    #expect(time["holds"] as? Bool == true)
    let energy = try AtsnnProgram.json(["energy", vectors.image, "--data", vectors.data])
    let each = (energy["picojoules_per_operation"] as? [String: Double]) ?? [:]
    let before = (energy["begin_millijoules"] as? [String: Double]) ?? [:]
    let total = (energy["millijoules_per_image"] as? [String: Double]) ?? [:]
    let run = try AtsnnProgram.json(["run", vectors.image, "--data", vectors.data])
    let operations = run["operations_per_image"] as? Double ?? 0
    let sum = (each["nominal"] ?? 0) * operations / 1e9 + (before["nominal"] ?? 0)
    #expect(operations > 0 && abs(sum / (total["nominal"] ?? 1) - 1) < 1e-9)
  }
}
