import Foundation
import Testing

@testable import ATSNNEngines

/// Energy tables, and counts times their figures.
@Suite struct EnergyTests {
  private let entry = """
    {"action": "synaptic_operations", "picojoules": {"low": 1, "nominal": 2, "high": 4},
     "per": "operation", "source": "test"}
    """

  private func table(_ entries: String) throws -> EnergyTable {
    let folder = try TemporaryFolder()
    let text = "{\"name\": \"t\", \"node_nm\": 28, \"voltage\": 0.9, \"entries\": [\(entries)]}"
    return try EnergyTable(path: try folder.write("t.json", text))
  }

  @Test func refusesDamagedTables() throws {
    let cases: [(String, String)] = [
      (entry + "," + entry, "two entries"),
      (entry.replacing("synaptic_operations", with: "flops"), "no action \"flops\""),
      (entry.replacing("\"low\": 1", with: "\"low\": 3"), "low <= nominal"),
      (entry.replacing("\"low\": 1", with: "\"low\": true"), "is not a number"),
      (entry.replacing("source", with: "sources"), "the key \"source\" is missing"),
    ]
    for (entries, part) in cases {
      let error = sentence { _ = try table(entries) }
      #expect(error?.contains(part) == true, "\(error ?? "accepted")")
    }
  }

  @Test func theRepositorysTableIsReadAndNamesItsSources() throws {
    let table = try EnergyTable(path: Repository.table)
    #expect(table.nodeNanometres == 28)
    #expect(table.entries.allSatisfy { !$0.source.isEmpty })
    #expect(table.entries.contains { $0.action == "synaptic_operations" })
  }

  @Test func sumsClose() throws {
    let folder = try GoldenFolder(path: Repository.vectors + "/channels-33")
    let engine = try AcceleratorEngine(try Model(path: folder.imagePath))
    var activity = Activity()
    var operations: UInt64 = 0
    for vector in folder.vectors {
      guard case .file(let name) = vector.input else { continue }
      let input = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + name)))
      let step = try input.withUnsafeBytes { try activity.run(engine, $0) }
      #expect(step.timestep == vector.exitTimestep)
      operations += vector.timesteps.flatMap(\.synapticOperations).reduce(0, +)
    }
    let index = try #require(ActionCounts.actions.firstIndex(of: "synaptic_operations"))
    #expect(activity.counts[index] == operations)
    #expect(activity.idealCycles > 0)
    let parts = try table(entry).millijoules(activity.counts)
    #expect(parts.count == 1)
    #expect(parts[0].count == operations)
    #expect(abs(parts[0].energy.nominal - Double(operations) * 2e-9) < 1e-15)
    #expect(parts[0].energy.low * 4 == parts[0].energy.high)
  }
}
