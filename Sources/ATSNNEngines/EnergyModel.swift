/// Energy as a pure function of a machine's counts and of tables: each priced count times its
/// entry's picojoules.
public struct EnergyModel: Sendable {
  /// One entry a priced count, in the order of `MachineCounts.priced`.
  public let entries: [EnergyEntry]
  public let table: EnergyTable

  /// Throws where the table is of another node or voltage than the machine, or prices a count not.
  public init(
    _ table: EnergyTable, _ dram: DRAMTable, _ machine: MachineConfiguration
  ) throws(EngineError) {
    guard table.nodeNanometres == machine.nodeNanometres, table.voltage == machine.voltage else {
      throw EngineError(
        machine.name,
        "the machine is of \(machine.nodeNanometres) nm and \(machine.voltage) V, table "
          + "\(table.name) is not; give a table of that node")
    }
    var entries: [EnergyEntry] = []
    for action in MachineCounts.priced {
      if action.hasPrefix("dram_") {
        entries.append(try dram.entry(action, machine.dram))
      } else if MemoryArray.buffered.union(MemoryArray.apart).contains(action) {
        entries.append(try table.memoryEntry(action, machine))
      } else if let entry = table.entries.first(where: { $0.action == action }) {
        entries.append(entry)
      } else {
        throw EngineError(table.name, "the table has no entry for \"\(action)\"")
      }
    }
    self.init(table: table, entries: entries)
  }

  init(table: EnergyTable, entries: [EnergyEntry]) {
    self.table = table
    self.entries = entries
  }

  /// Energy of each entry in millijoules, in the order of `entries`.
  public func parts(_ counts: MachineCounts) -> [EnergyRange] {
    entries.enumerated().map { $1.picojoules * (Double(counts[$0]) * 1e-9) }
  }

  /// Energy of all counts in millijoules.
  public func total(_ counts: MachineCounts) -> EnergyRange {
    parts(counts).reduce(.zero, +)
  }

  /// Energy of the chip's events in millijoules: no DRAM, and nothing that time alone costs.
  public func core(_ counts: MachineCounts) -> EnergyRange {
    zip(entries, parts(counts)).reduce(.zero) { $1.0.isCore ? $0 + $1.1 : $0 }
  }

  /// Lemaire and others, arXiv 2210.13107, in millijoules: no read is shared, every operation moves
  /// its weight and its membrane. Dynamic energy on the chip only.
  public func noReuseBound(_ counts: MachineCounts) -> EnergyRange {
    let bound = counts.bound
    return price("weight_read_bits", bound.weightBits)
      + price("membrane_read_bits", bound.membraneBits)
      + price("synaptic_operations", bound.accumulations)
  }

  private func price(_ action: String, _ count: UInt64) -> EnergyRange {
    let entry = entries.first { $0.action == action }
    return (entry?.picojoules ?? .zero) * (Double(count) * 1e-9)
  }
}
