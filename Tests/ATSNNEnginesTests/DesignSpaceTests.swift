import Foundation
import Testing

@testable import ATSNNEngines

/// Design spaces: every combination once, wires by area, and what is refused.
@Suite struct DesignSpaceTests {
  private func space(_ spaces: String) throws -> DesignSpace {
    let folder = try TemporaryFolder()
    let path = try folder.write("space.json", "{\"spaces\": [\(spaces)]}")
    return try DesignSpace(
      path: path,
      files: DesignSpace.Files(
        machine: Repository.machine, table: { Repository.table("\(Int($0))nm") },
        dram: try DRAMTable(path: Repository.table("dram"))))
  }

  @Test func takesEveryCombinationOnce() throws {
    let space = try space(
      """
      {"base": "edge", "axes": [[{"lanes": 256}, {"lanes": 512}, {"lanes": 1000}],
       [{"tile": {"channels": 32}}, {"tile": {"channels": 64}, "clusters": 4}]]},
      {"base": "micro", "axes": []}
      """)
    let names = space.points.map(\.machine.name)
    #expect(names == ["edge#1", "edge#2", "edge#3", "edge#4", "micro#7"])
    #expect(space.points.map(\.machine.lanes) == [256, 256, 512, 512, 32])
    #expect(space.points.map(\.machine.clusters) == [1, 4, 1, 4, 1])
    #expect(space.refused.count == 2)
    #expect(space.refused.allSatisfy { "\($0)".contains("lanes 1000") })
    let settings = space.points[1].settings.map { "\($0.key)=\($0.value)" }
    #expect(settings == ["lanes=256", "clusters=4", "tile.channels=64"])
  }

  @Test func wiresFollowUnlessTheyAreSet() throws {
    let space = try space(
      """
      {"base": "edge", "axes": [[{"buffer_bytes": {"membranes": 1589824}},
       {"buffer_bytes": {"membranes": 1589824}, "wire_micrometres": {"memories": 3, "rows": 4}}]]}
      """)
    let (free, set) = (space.points[0], space.points[1])
    #expect(free.machine.wires.memories == free.area.memoryWire(clusters: 1))
    #expect(free.machine.wires.memories > 545)
    #expect(set.machine.wires == (3, 4))
    #expect(!free.machine.counts(like: set.machine))
  }

  @Test func machinesThatDifferInPricesCountAlike() throws {
    let space = try space(
      """
      {"base": "edge", "axes": [[{"dram": {"kind": "LPDDR4"}}, {"dram": {"kind": "LPDDR5"}}]]}
      """)
    #expect(space.points[0].machine.counts(like: space.points[1].machine))
  }

  @Test func refusesFilesThatBreakTheRules() throws {
    let values = (1...101).map { "{\"lanes\": \($0)}" }.joined(separator: ",")
    let cases = [
      ("{\"base\": \"edge\"}", "the key \"axes\" is missing"),
      ("{\"base\": \"edge\", \"axes\": [[]]}", "axes[0] is not an array of changes"),
      ("{\"base\": \"edge\", \"axes\": [[{\"lane\": 4}]]}", "has no key \"lane\""),
      ("{\"base\": \"edge\", \"axes\": [[{\"tile\": {\"depth\": 4}}]]}", "\"tile.depth\""),
      ("{\"base\": \"edge\", \"axes\": [[4]]}", "a change is not an object"),
      ("{\"base\": \"edge\", \"axes\": [[{\"lanes\": 3}]]}", "no machine of it can be built"),
      ("{\"base\": \"edge\", \"axes\": [[\(values)], [\(values)]]}", "more than 10000"),
    ]
    for (text, part) in cases {
      let error = sentence { _ = try space(text) }
      #expect(error?.contains(part) == true, "\(error ?? "accepted")")
    }
  }

  @Test func theShippedSpaceCanBeBuilt() throws {
    let files = DesignSpace.Files(
      machine: Repository.machine, table: { Repository.table("\(Int($0))nm") },
      dram: try DRAMTable(path: Repository.table("dram")))
    let space = try DesignSpace(
      path: Repository.accelerator + "/spaces/around-shipped.json", files: files)
    #expect(space.points.count > 200 && space.refused.isEmpty)
  }
}
