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

  @Test func theRepositorysTablesPriceEveryCount() throws {
    let dram = try DRAMTable(path: Repository.table("dram"))
    for name in ["edge", "resident", "micro"] {
      let machine = try MachineConfiguration(path: Repository.machine(name))
      let table = try EnergyTable(
        path: Repository.table("\(Int(machine.nodeNanometres))nm"))
      let model = try EnergyModel(table, dram, machine)
      #expect(model.entries.map(\.action) == Array(MachineCounts.priced))
      #expect(model.entries.allSatisfy { !$0.source.isEmpty })
    }
  }

  @Test func refusesTablesThatDoNotFitTheMachine() throws {
    let dram = try DRAMTable(path: Repository.table("dram"))
    let machine = try MachineConfiguration(path: Repository.machine("edge"))
    let other = try EnergyTable(path: Repository.table("22nm"))
    let wrong = sentence { _ = try EnergyModel(other, dram, machine) }
    #expect(wrong?.contains("give a table of that node") == true, "\(wrong ?? "accepted")")
    let poor = try table(entry)
    let missing = sentence { _ = try EnergyModel(poor, dram, machine) }
    #expect(missing?.contains("no entry for \"input_macs\"") == true, "\(missing ?? "accepted")")
  }
}
