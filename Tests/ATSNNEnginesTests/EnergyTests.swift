import Foundation
import Testing

@testable import ATSNNEngines

/// Energy tables, and counts times their figures.
@Suite struct EnergyTests {
  private let entry = """
    {"action": "synaptic_operations", "picojoules": {"low": 1, "nominal": 2, "high": 4},
     "per": "operation", "source": "test"}
    """

  private let array = """
    {"bytes": 32768, "picojoules_per_bit": {"low": 1, "nominal": 2, "high": 4}, "source": "test"}
    """

  private func table(_ entries: String, arrays: String = "") throws -> EnergyTable {
    let folder = try TemporaryFolder()
    let text = """
      {"name": "t", "node_nm": 28, "voltage": 0.9, "memory_arrays": [\(arrays)],
       "memory_area": {"square_millimetres_per_megabyte": 1, "source": "test"},
       "entries": [\(entries)]}
      """
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

  @Test func refusesDamagedArrays() throws {
    let cases: [(String, String)] = [
      (array + "," + array, "two memory arrays of one size"),
      (array.replacing("\"bytes\": 32768", with: "\"bytes\": 1.5"), "\"bytes\" is not an integer"),
      (array.replacing("\"high\": 4", with: "\"high\": 1"), "low <= nominal"),
    ]
    for (arrays, part) in cases {
      let error = sentence { _ = try table(entry, arrays: arrays) }
      #expect(error?.contains(part) == true, "\(error ?? "accepted")")
    }
  }

  @Test func aBitCostsWhatTheSmallestArrayThatHoldsItDoes() throws {
    let table = try EnergyTable(path: Repository.table("28nm"))
    let dram = try DRAMTable(path: Repository.table("dram"))
    let text = try String(contentsOfFile: Repository.machine("resident"), encoding: .utf8)
    let folder = try TemporaryFolder()
    func bank(_ bytes: Int) throws -> EnergyEntry? {
      let new = text.replacing("\"memories\": 32768", with: "\"memories\": \(bytes)")
      let machine = try MachineConfiguration(path: try folder.write("machine.json", new))
      return try EnergyModel(table, dram, machine).entries
        .first { $0.action == "weight_bank_read_bits" }
    }
    for (bytes, price) in [(8192, 0.079), (8193, 0.158), (32768, 0.158), (65536, 0.79)] {
      #expect(try bank(bytes)?.picojoules.nominal == price)
    }
    let error = sentence { _ = try bank(2 << 20) }
    #expect(error?.contains("build resident of smaller ones") == true, "\(error ?? "accepted")")
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
    let poor = try table(entry, arrays: array)
    let missing = sentence { _ = try EnergyModel(poor, dram, machine) }
    #expect(missing?.contains("no entry for \"input_macs\"") == true, "\(missing ?? "accepted")")
  }
}
