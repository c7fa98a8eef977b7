import ATSNNEngines
import Foundation

extension EnergyReport {
  /// Tables for people.
  var text: String {
    let microjoules = millijoules(total) * 1000
    let bound = energy.noReuseBound(total) * (1000 * share)
    return """
      machine            \(machine.name): \(Format.integer(machine.lanes)) lanes at \
      \(Format.integer(machine.megahertz)) MHz, \(Format.integer(machine.memoryBytes / 1024)) KB \
      on chip, \(machine.dram)
      table              \(energy.table.name), \(Format.significant(machine.nodeNanometres)) nm, \
      \(Format.significant(machine.voltage)) V; modelled, not measured
      images             \(Format.integer(images)), \(Format.number(meanTimesteps, 3)) timesteps \
      each\(leaving)
      energy an image    \(Self.range(microjoules)) uJ
      core energy        \(Self.range(corePerOperation)) pJ a synaptic operation: no DRAM, leakage, \
      clock, static
      budget's energy    \(Self.range(perOperation)) pJ an operation, \
      \(Self.range(begin * 1000)) uJ in begin
      no-reuse bound     \(Self.range(bound)) uJ on chip, dynamic (Lemaire 2022)
      cycles an image    \(Format.number(cycles, 0)), lanes used \
      \(Format.percent(utilisation(total), 1))
      frames a second    \(Format.number(framesPerSecond, 0))

      \(componentTable)

      \(cycleTable)

      \(layerTable)

      \(timestepTable)

      \(exitTable)

      \(sourceList)
      """
  }

  private static func range(_ energy: EnergyRange) -> String {
    "\(Format.significant(energy.nominal)) (\(Format.significant(energy.low)) to "
      + "\(Format.significant(energy.high)))"
  }

  private func percent(_ energy: EnergyRange) -> String {
    Format.percent(energy.nominal / max(millijoules(total).nominal, 1e-30), 1)
  }

  private var componentTable: String {
    var text = TextTable([
      ("component", .left), ("an image", .right), ("pJ each", .right), ("nJ low", .right),
      ("nominal", .right), ("high", .right), ("share", .right), ("from", .right),
    ])
    for (index, part) in energy.parts(total).enumerated() where total[index] > 0 {
      let energy = part * (1e6 * share)
      text.add([
        self.energy.entries[index].action.replacing("_", with: " "),
        count(mean(total[index])),
        Format.significant(self.energy.entries[index].picojoules.nominal),
        Format.significant(energy.low), Format.significant(energy.nominal),
        Format.significant(energy.high), percent(part * share), mark(index),
      ])
    }
    return text.text
  }

  /// One decimal place; from 10^9 on seven digits, which `--json` has all of.
  private func count(_ count: Double) -> String {
    count < 1e9 ? Format.number(count, 1) : String(format: "%.6e", count)
  }

  private var cycleTable: String {
    var text = TextTable([("cycles", .left), ("an image", .right), ("share", .right)])
    for part in total.cycleParts where part.cycles > 0 {
      text.add([
        part.name.replacing("_", with: " "), Format.number(mean(part.cycles), 0),
        Format.percent(Double(part.cycles) / Double(max(total.cycles, 1)), 1),
      ])
    }
    return text.text
  }

  private var layerTable: String {
    rows("layer", .left, layers)
  }

  private var timestepTable: String {
    rows("timestep", .left, timesteps.enumerated().map { ($0 == 0 ? "begin" : "\($0)", $1) })
  }

  /// What each part adds to the mean over all inputs.
  private func rows(
    _ title: String, _ side: TextTable.Side, _ parts: [(name: String, counts: MachineCounts)]
  ) -> String {
    var text = TextTable([
      (title, side), ("uJ an image", .right), ("share", .right), ("cycles", .right),
      ("lanes used", .right), ("DRAM bytes", .right),
    ])
    for part in parts {
      let energy = millijoules(part.counts)
      text.add([
        part.name, Format.significant(energy.nominal * 1000), percent(energy),
        Format.number(mean(part.counts.cycles), 0), Format.percent(utilisation(part.counts), 1),
        Format.number(mean(part.counts.dramBits) / 8, 0),
      ])
    }
    return text.text
  }
}
