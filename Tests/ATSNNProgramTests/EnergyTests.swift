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
