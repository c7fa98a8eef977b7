import ATSNNEngines

extension EnergyReport {
  /// The contract's object; `breakdown` holds nominal energies, which add up to the nominal total,
  /// as `per_layer` and `per_timestep` do.
  var json: JSON {
    .object([
      ("images", .integer(images)),
      ("accuracy", .optional(accuracy)),
      ("schedule", schedule.map { .array($0.shares.map(JSON.number)) } ?? .null),
      ("mean_timesteps", .number(meanTimesteps)),
      ("millijoules_per_image", .range(millijoules(total))),
      ("begin_millijoules", .range(begin)),
      ("picojoules_per_operation", .range(perOperation)),
      ("frames_per_second", .number(framesPerSecond)),
      ("cycles_per_image", .number(cycles)),
      ("cycle_model", .string("tiled")),
      ("cycle_parts", .object(total.cycleParts.map { ($0.name, .number(mean($0.cycles))) })),
      ("lanes", .integer(machine.lanes)),
      ("lane_utilisation", .number(utilisation(total))),
      ("clock_hertz", .number(machine.hertz)),
      ("breakdown", breakdown),
      ("no_reuse_bound_millijoules", .range(energy.noReuseBound(total) * share)),
      ("core_picojoules_per_synaptic_operation", .range(corePerOperation)),
      ("synaptic_operations_per_image", .number(mean(total.synapticOperations))),
      ("dram_bits_per_image", .number(mean(total.dramBits))),
      ("per_layer", .array(layers.map { Self.part("name", .string($0.name), row($0.counts)) })),
      (
        "per_timestep",
        .array(timesteps.enumerated().map { Self.part("timestep", .integer($0), row($1)) })
      ),
      ("per_exit_timestep", .array(exits.enumerated().map { exit($0 + 1, $1) })),
      ("components", components),
      ("machine", machineJSON),
      ("table", tableJSON),
    ])
  }

  private var breakdown: JSON {
    let parts = energy.parts(total)
    return .object(
      zip(energy.entries, parts).map { ($0.action, .number($1.nominal * share)) })
  }

  /// Count, constant and source behind every part of the energy.
  private var components: JSON {
    let parts = energy.parts(total)
    return .array(
      energy.entries.indices.map { index in
        .object([
          ("action", .string(energy.entries[index].action)),
          ("per", .string(energy.entries[index].unit)),
          ("count_per_image", .number(mean(total[index]))),
          ("picojoules", .range(energy.entries[index].picojoules)),
          ("millijoules_per_image", .range(parts[index] * share)),
          ("source", .string(energy.entries[index].source)),
        ])
      })
  }

  private var machineJSON: JSON {
    .object([
      ("name", .string(machine.name)), ("node_nm", .number(machine.nodeNanometres)),
      ("voltage", .number(machine.voltage)), ("dram", .string(machine.dram)),
      ("memory_bytes", .count(machine.memoryBytes)),
    ])
  }

  private var tableJSON: JSON {
    .object([
      ("name", .string(energy.table.name)), ("node_nm", .number(energy.table.nodeNanometres)),
      ("voltage", .number(energy.table.voltage)),
    ])
  }

  /// What a part of the work adds to an input's mean.
  private func row(_ counts: MachineCounts) -> [(String, JSON)] {
    [
      ("millijoules_per_image", .range(millijoules(counts))),
      ("cycles_per_image", .number(mean(counts.cycles))),
      ("lane_utilisation", .number(utilisation(counts))),
      ("dram_bits_per_image", .number(mean(counts.dramBits))),
      ("counts_per_image", self.counts(counts)),
    ]
  }

  /// Every count that is not zero, by its name.
  private func counts(_ counts: MachineCounts) -> JSON {
    .object(
      MachineCounts.names.indices.filter { counts[$0] > 0 }.map {
        (MachineCounts.names[$0], .number(mean(counts[$0])))
      })
  }

  private static func part(_ key: String, _ value: JSON, _ row: [(String, JSON)]) -> JSON {
    .object([(key, value)] + row)
  }

  /// Means over the inputs that exit at this timestep.
  /// Energy and cycles are null where no image exits.
  private func exit(_ timestep: Int, _ exit: ExitCounts) -> JSON {
    let share = 1 / Double(max(exit.inputs, 1))
    let isEmpty = exit.inputs == 0
    return .object([
      ("timestep", .integer(timestep)),
      ("images", schedule == nil ? .integer(exit.inputs) : .null),
      ("share", .number(Double(exit.inputs) * self.share)),
      ("millijoules_per_image", isEmpty ? .null : .range(energy.total(exit.counts) * share)),
      ("cycles_per_image", isEmpty ? .null : .number(Double(exit.counts.cycles) * share)),
    ])
  }
}

extension JSON {
  /// An energy with its uncertainty.
  static func range(_ energy: EnergyRange) -> JSON {
    .object([
      ("low", .number(energy.low)), ("nominal", .number(energy.nominal)),
      ("high", .number(energy.high)),
    ])
  }
}
