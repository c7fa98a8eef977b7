import Foundation
import Testing

@testable import ATSNNEngines

/// What a machine did over golden inputs, and its energy: every sum closes.
@Suite struct MachineTests {
  /// Activity over a folder's vectors that have an input of their own.
  private func activity(_ folder: String, _ machine: MachineConfiguration) throws -> Activity {
    let golden = try GoldenFolder(path: Repository.vectors + "/" + folder)
    let engine = try AcceleratorEngine(try Model(path: golden.imagePath))
    var activity = Activity()
    for vector in golden.vectors {
      guard case .file(let name) = vector.input else { continue }
      let input = [UInt8](try Data(contentsOf: URL(fileURLWithPath: golden.path + "/" + name)))
      let step = try input.withUnsafeBytes { try activity.run(engine, on: machine, $0) }
      #expect(step.timestep == vector.exitTimestep)
      #expect(step.prediction == vector.prediction)
    }
    return activity
  }

  private func model(_ machine: MachineConfiguration) throws -> EnergyModel {
    try EnergyModel(
      try EnergyTable(path: Repository.table("\(Int(machine.nodeNanometres))nm")),
      try DRAMTable(path: Repository.table("dram")), machine)
  }

  private func near(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-12 * max(abs(a), abs(b)) }

  @Test(arguments: ["edge", "resident", "micro"])
  func partsLayersAndTimestepsAddUp(_ name: String) throws {
    let machine = try MachineConfiguration(path: Repository.machine(name))
    let energy = try model(machine)
    for folder in ["residual-projection", "events-by-time", "exit-confidence"] {
      let activity = try activity(folder, machine)
      #expect(activity.inputs > 0)
      let total = activity.total
      #expect(activity.byNode.reduce(into: MachineCounts()) { $0.add($1) } == total)
      #expect(activity.byTimestep.reduce(into: MachineCounts()) { $0.add($1) } == total)
      #expect(total.cycleParts.reduce(0) { $0 + $1.cycles } == total.cycles)
      let whole = energy.total(total).nominal
      #expect(whole > 0)
      #expect(near(energy.parts(total).reduce(0) { $0 + $1.nominal }, whole))
      #expect(near(activity.byNode.reduce(0) { $0 + energy.total($1).nominal }, whole))
      #expect(near(activity.byTimestep.reduce(0) { $0 + energy.total($1).nominal }, whole))
    }
  }

  @Test func halvingAConstantMovesItsShareOnly() throws {
    let machine = try MachineConfiguration(path: Repository.machine("edge"))
    let energy = try model(machine)
    let counts = try activity("residual-projection", machine).total
    let parts = energy.parts(counts)
    for index in energy.entries.indices {
      var entries = energy.entries
      let entry = entries[index]
      entries[index] = EnergyEntry(
        action: entry.action, picojoules: entry.picojoules * 0.5, unit: entry.unit,
        source: entry.source)
      let halved = EnergyModel(table: energy.table, entries: entries)
      for other in entries.indices {
        let factor = other == index ? 0.5 : 1
        #expect(halved.parts(counts)[other] == parts[other] * factor)
      }
      let moved = energy.total(counts).nominal - halved.total(counts).nominal
      #expect(abs(moved - parts[index].nominal / 2) <= 1e-12 * energy.total(counts).nominal)
    }
  }

  @Test func residentWeightsMoveNoWeightOverDRAM() throws {
    let index = try #require(MachineCounts.names.firstIndex(of: "dram_weight_bits"))
    let bank = try #require(MachineCounts.names.firstIndex(of: "weight_bank_read_bits"))
    for (name, streams) in [("edge", true), ("resident", false)] {
      let machine = try MachineConfiguration(path: Repository.machine(name))
      let total = try activity("residual-projection", machine).total
      #expect((total[index] > 0) == streams)
      #expect((total[bank] > 0) == !streams)
    }
  }

  @Test(arguments: [("edge", 545, 0), ("resident", 1218, 7306), ("micro", 298, 0)])
  func wiresFollowFromTheArea(_ name: String, _ memories: Int, _ rows: Int) throws {
    let machine = try MachineConfiguration(path: Repository.machine(name))
    let table = try EnergyTable(path: Repository.table("\(Int(machine.nodeNanometres))nm"))
    let area = ChipArea(machine, table)
    #expect(machine.wires == (memories, rows))
    #expect(area.memoryWire(clusters: machine.clusters) == memories)
    #expect(area.rowWire(clusters: machine.clusters) == rows)
  }

  @Test func aTreeOfRowsGrowsWithItsLeaves() throws {
    let machine = try MachineConfiguration(path: Repository.machine("edge"))
    let area = ChipArea(machine, try EnergyTable(path: Repository.table("28nm")))
    let side = 1000 * area.squareMillimetres.squareRoot()
    for (clusters, sides) in [(1, 0), (2, 0.5), (4, 1.5), (8, 2.5), (16, 4.5)] {
      #expect(area.rowWire(clusters: clusters) == Int((sides * side).rounded()))
    }
  }

  @Test func refusesMachinesThatCannotBeBuilt() throws {
    let folder = try TemporaryFolder()
    let text = try String(contentsOfFile: Repository.machine("edge"), encoding: .utf8)
    let cases = [
      ("\"lanes\": 512", "\"lanes\": 500", "change its lanes"),
      ("\"lanes\": 512", "\"lanes\": -1", "\"lanes\" is not an integer from 0"),
      ("\"lanes\"", "\"lane\"", "the key \"lanes\" is missing"),
      ("\"clock_megahertz\": 500", "\"clock_megahertz\": 300", "divisor of 1,000,000"),
      ("\"streamed\"", "\"resident\"", "\"weights\" is not \"resident\" with a bank"),
      ("\"burst_bytes\": 64", "\"burst_bytes\": 48", "change its dram_burst"),
      ("\"clusters\": 1", "\"clusters\": 3", "\"clusters\" is not a number"),
      ("\"kind\": \"LPDDR4\"", "\"kind\": 4", "\"kind\" is not a string"),
    ]
    for (old, new, part) in cases {
      let path = try folder.write("machine.json", text.replacing(old, with: new))
      let error = sentence { _ = try MachineConfiguration(path: path) }
      #expect(error?.contains(part) == true, "\(error ?? "accepted")")
    }
  }
}
