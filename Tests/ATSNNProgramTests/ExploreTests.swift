import Foundation
import Testing

/// `explore` says of each machine what `energy` says, and finds the front.
@Suite struct ExploreTests {
  private let space = """
    {"spaces": [{"base": "edge", "axes": [[{"lanes": 512}, {"lanes": 256}],
      [{"array_bytes": {"memories": 32768}}, {"array_bytes": {"memories": 1048576}}]]},
     {"base": "resident", "axes": []}]}
    """

  private func nominal(_ object: [String: Any]?) -> Double {
    (object?["millijoules_per_image"] as? [String: Double])?["nominal"] ?? 0
  }

  /// Energy, slowness and area, each the less the better.
  private func figures(_ machine: [String: Any]) -> [Double] {
    [
      nominal(machine), -(machine["frames_per_second"] as? Double ?? 0),
      machine["memory_square_millimetres"] as? Double ?? 0,
    ]
  }

  @Test func agreesWithEnergyAndFindsTheFront() throws {
    let folder = try TemporaryFolder()
    let vectors = try Samples.Vectors("exit-confidence", in: folder)
    let file = try folder.write("space.json", Array(space.utf8))
    let base = [vectors.image, "--data", vectors.data, "--schedule", "0.5,0.5"]
    let report = try AtsnnProgram.json(["explore"] + base + ["--space", file])
    let machines = report["machines"] as? [[String: Any]] ?? []
    #expect(machines.count == 5 && report["mean_timesteps"] as? Double == 1.5)
    for (index, name) in [(0, "edge"), (4, "resident")] {
      let energy = try AtsnnProgram.json(["energy"] + base + ["--configuration", name])
      #expect(nominal(machines[index]) == nominal(energy))
      #expect(
        machines[index]["frames_per_second"] as? Double == energy["frames_per_second"] as? Double)
    }
    for machine in machines {
      let isBeaten = machines.contains { other in
        let (a, b) = (figures(other), figures(machine))
        return a != b && zip(a, b).allSatisfy(<=)
      }
      #expect(machine["on_front"] as? Bool == !isBeaten)
    }
    #expect(machines.contains { $0["on_front"] as? Bool == false })
    let text = try AtsnnProgram.run(["explore"] + base + ["--space", file]).output
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  @Test func refusesSpacesInOneLine() throws {
    let folder = try TemporaryFolder()
    let vectors = try Samples.Vectors("channels-33", in: folder)
    let file = try folder.write("space.json", Array(space.replacing("lanes", with: "lane").utf8))
    let base = ["explore", vectors.image, "--data", vectors.data, "--space"]
    try AtsnnProgram.expectRefusal(base + [file], "has no key \"lane\"")
    try AtsnnProgram.expectRefusal(base + [folder.path + "/none.json"], "none.json")
    try AtsnnProgram.expectRefusal(
      ["explore", "none.atsnn", "--data", "none", "--space", "none.json"], "none.atsnn")
  }
}
