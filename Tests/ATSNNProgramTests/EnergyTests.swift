import Foundation
import Testing

/// `energy` gives the contract's figures and its sums close.
@Suite struct EnergyTests {
  @Test func sumsClose() throws {
    let folder = try TemporaryFolder()
    let vectors = try Samples.Vectors("exit-confidence", in: folder)
    let energy = try AtsnnProgram.json(["energy", vectors.image, "--data", vectors.data])
    #expect(energy["images"] as? Int == vectors.predictions.count)
    let total = energy["millijoules_per_image"] as? [String: Double] ?? [:]
    let (low, nominal, high) = (total["low"] ?? 0, total["nominal"] ?? 0, total["high"] ?? 0)
    #expect(0 < low && low <= nominal && nominal <= high)
    let parts = energy["breakdown"] as? [String: Double] ?? [:]
    #expect(abs(parts.values.reduce(0, +) - nominal) < 1e-9 * nominal)
    let cycles = energy["cycles_per_image"] as? Double ?? 0
    let frames = energy["frames_per_second"] as? Double ?? 0
    let clock = energy["clock_hertz"] as? Double ?? 0
    #expect(cycles > 0 && abs(frames * cycles / clock - 1) < 1e-9)
    for key in ["per_layer", "per_timestep"] {
      let rows = energy[key] as? [[String: Any]] ?? []
      let sum = rows.reduce(0.0) { sum, row in
        sum + ((row["millijoules_per_image"] as? [String: Double])?["nominal"] ?? 0)
      }
      #expect(abs(sum - nominal) < 1e-9 * nominal)
    }
    let stalls = energy["cycle_parts"] as? [String: Double] ?? [:]
    #expect(abs(stalls.values.reduce(0, +) - cycles) < 1e-9 * cycles)
    let exits = energy["per_exit_timestep"] as? [[String: Any]] ?? []
    #expect(exits.reduce(0) { $0 + ($1["images"] as? Int ?? 0) } == vectors.predictions.count)
    let sum = exits.reduce(0.0) { sum, exit in
      let range = exit["millijoules_per_image"] as? [String: Double] ?? [:]
      return sum + (range["nominal"] ?? 0) * Double(exit["images"] as? Int ?? 0)
    }
    #expect(abs(sum / Double(vectors.predictions.count) - nominal) < 1e-9 * nominal)
  }

  /// Nominal millijoules of the rows of `key`.
  private func nominal(_ energy: [String: Any], _ key: String) -> [Double] {
    let rows = energy[key] as? [[String: Any]] ?? []
    return rows.compactMap { ($0["millijoules_per_image"] as? [String: Double])?["nominal"] }
  }

  @Test func aScheduleChargesTimestepsToThoseStillThere() throws {
    let folder = try TemporaryFolder()
    let vectors = try Samples.Vectors("exit-confidence", in: folder)
    let base = ["energy", vectors.image, "--data", vectors.data, "--schedule"]
    let all = try AtsnnProgram.json(base + ["0,1"])
    let half = try AtsnnProgram.json(base + ["0.5,0.5"])
    #expect(all["mean_timesteps"] as? Double == 2)
    #expect(half["mean_timesteps"] as? Double == 1.5)
    #expect(half["images"] as? Int == vectors.predictions.count)
    let steps = nominal(all, "per_timestep")
    #expect(steps.count == 3)
    let wanted = steps[0] + steps[1] + steps[2] / 2
    let total = (half["millijoules_per_image"] as? [String: Double])?["nominal"] ?? 0
    #expect(abs(total - wanted) < 1e-9 * wanted)
    let exits = nominal(half, "per_exit_timestep")
    #expect(abs(exits[0] - steps[0] - steps[1]) < 1e-9 * wanted)
    #expect(abs(exits[1] - steps[0] - steps[1] - steps[2]) < 1e-9 * wanted)
    let shares = (half["per_exit_timestep"] as? [[String: Any]] ?? []).map {
      $0["share"] as? Double
    }
    #expect(shares == [0.5, 0.5])
    try AtsnnProgram.expectRefusal(base + ["0.33333,0.66667"], "ten thousandths")
    try AtsnnProgram.expectRefusal(base + ["1", "--timesteps", "1"], "not both")
    try AtsnnProgram.expectRefusal(
      base + [(0..<100).map { _ in "0.01" }.joined(separator: ",")], "100 shares")
  }

  @Test func anotherExitCostsLessAndSaysHowOftenItIsRight() throws {
    let folder = try TemporaryFolder()
    let vectors = try Samples.Vectors("exit-confidence", in: folder)
    let base = ["energy", vectors.image, "--data", vectors.data]
    let own = try AtsnnProgram.json(base)
    #expect(own["accuracy"] as? Double == 1)
    let first = try AtsnnProgram.json(base + ["--timesteps", "1"])
    #expect(first["mean_timesteps"] as? Double == 1)
    let run = try AtsnnProgram.json(
      ["run", vectors.image, "--data", vectors.data, "--timesteps", "1"])
    #expect(first["accuracy"] as? Double == run["accuracy"] as? Double)
    let (less, more) = (nominal(first, "per_timestep"), nominal(own, "per_timestep"))
    #expect(less.reduce(0, +) < more.reduce(0, +))
  }

  @Test func everyJouleHasItsSource() throws {
    let folder = try TemporaryFolder()
    let vectors = try Samples.Vectors("exit-confidence", in: folder)
    let text = try AtsnnProgram.run(["energy", vectors.image, "--data", vectors.data]).output
    let lines = text.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 100 })
    for action in ["static lane picoseconds", "dram weight bits", "synaptic operations"] {
      let row = lines.first { $0.hasPrefix(action) }
      let mark = String(try #require(row?.split(separator: " ").last))
      #expect(lines.contains { $0.hasPrefix(mark + " ") }, "\(action): \(mark)")
    }
  }

  @Test func takesAMachineByNameOrFile() throws {
    let folder = try TemporaryFolder()
    let vectors = try Samples.Vectors("channels-33", in: folder)
    let base = ["energy", vectors.image, "--data", vectors.data]
    let file = Repository.root + "/Firmware/accelerator/configurations/micro.json"
    let named = try AtsnnProgram.run(base + ["--configuration", "micro"])
    #expect(named.status == 0)
    #expect(named.output == (try AtsnnProgram.run(base + ["--accelerator", file])).output)
    try AtsnnProgram.expectRefusal(base + ["--configuration", "huge"], "huge.json")
    try AtsnnProgram.expectRefusal(
      base + ["--configuration", "micro", "--accelerator", file], "not both")
    let table = Repository.root + "/Firmware/accelerator/tables/28nm.json"
    try AtsnnProgram.expectRefusal(
      base + ["--configuration", "micro", "--table", table], "give a table of that node")
  }

  @Test func givesNoFiguresForTimestepsWithoutImages() throws {
    let folder = try TemporaryFolder()
    let vectors = try Samples.Vectors("exit-confidence", in: folder)
    let energy = try AtsnnProgram.json(
      ["energy", vectors.image, "--data", vectors.data, "--limit", "1"])
    let exits = energy["per_exit_timestep"] as? [[String: Any]] ?? []
    #expect(exits.count { $0["images"] as? Int == 0 } == exits.count - 1 && exits.count > 1)
    for exit in exits {
      let isEmpty = exit["images"] as? Int == 0
      #expect((exit["millijoules_per_image"] is NSNull) == isEmpty)
      #expect((exit["cycles_per_image"] is NSNull) == isEmpty)
    }
  }

  @Test func readsTheImageBeforeTheTable() throws {
    try AtsnnProgram.expectRefusal(
      ["energy", "none.atsnn", "--data", "none", "--accelerator", "none.json"], "none.atsnn")
  }

  @Test func doesNotDependOnThreads() throws {
    let folder = try TemporaryFolder()
    let vectors = try Samples.Vectors("channels-33", in: folder)
    let base = ["energy", vectors.image, "--data", vectors.data, "--json", "--threads"]
    let one = try AtsnnProgram.run(base + ["1"])
    #expect(one.status == 0)
    #expect(one.output == (try AtsnnProgram.run(base + ["4"])).output)
  }
}
