import ATSNNEngines

/// What `energy` says; all energies are millijoules an input.
struct EnergyReport {
  private let table: EnergyTable
  private let total: ActivityEnergy
  /// One a timestep at which inputs exit, timestep 1 first.
  private let exits: [ActivityEnergy]

  init(_ table: EnergyTable, _ network: Network, _ workers: [EnergyWorker]) {
    self.table = table
    var exits = [Activity](repeating: Activity(), count: network.policy.maximumTimestep)
    for worker in workers {
      for index in exits.indices { exits[index].add(worker.exits[index]) }
    }
    var total = Activity()
    for exit in exits { total.add(exit) }
    self.total = ActivityEnergy(total, table)
    self.exits = exits.map { ActivityEnergy($0, table) }
  }

  /// The contract's object; `breakdown` holds nominal energies, which add up to the nominal total.
  var json: JSON {
    .object([
      ("images", .integer(total.inputs)),
      ("millijoules_per_image", Self.range(total.energy)),
      ("frames_per_second", .number(total.framesPerSecond)),
      ("cycles_per_image", .number(total.cycles)),
      ("cycle_model", .string("ideal")),
      ("lanes", .integer(ActionCounts.idealLanes)),
      ("clock_hertz", .number(ActionCounts.idealHertz)),
      ("breakdown", .object(total.parts.map { ($0.action, .number($0.energy.nominal)) })),
      (
        "per_exit_timestep",
        .array(exits.enumerated().map { Self.exit($0.offset + 1, $0.element) })
      ),
      (
        "table",
        .object([
          ("name", .string(table.name)), ("node_nm", .number(table.nodeNanometres)),
          ("voltage", .number(table.voltage)),
        ])
      ),
    ])
  }

  private static func range(_ energy: EnergyRange) -> JSON {
    .object([
      ("low", .number(energy.low)), ("nominal", .number(energy.nominal)),
      ("high", .number(energy.high)),
    ])
  }

  /// Energy and cycles are null where no image exits.
  private static func exit(_ timestep: Int, _ part: ActivityEnergy) -> JSON {
    .object([
      ("timestep", .integer(timestep)), ("images", .integer(part.inputs)),
      ("millijoules_per_image", part.inputs > 0 ? range(part.energy) : .null),
      ("cycles_per_image", part.inputs > 0 ? .number(part.cycles) : .null),
    ])
  }

  /// Tables for people.
  var text: String {
    let microjoules = total.energy * 1000
    return """
      table              \(table.name), \(Format.significant(table.nodeNanometres)) nm, \
      \(Format.significant(table.voltage)) V
      images             \(Format.integer(total.inputs))
      energy an image    \(Format.significant(microjoules.nominal)) uJ \
      (\(Format.significant(microjoules.low)) to \(Format.significant(microjoules.high)))
      cycles an image    \(Format.number(total.cycles, 0)), ideal: \
      \(ActionCounts.idealLanes) accumulators that never wait
      frames a second    \(Format.number(total.framesPerSecond, 0)), ideal, at \
      \(Format.number(ActionCounts.idealHertz / 1e6, 0)) MHz

      \(breakdown)

      \(exitTable)
      """
  }

  private var breakdown: String {
    var text = TextTable([
      ("action", .left), ("count an image", .right), ("nJ low", .right), ("nominal", .right),
      ("high", .right), ("share", .right),
    ])
    for part in total.parts where part.count > 0 {
      let energy = part.energy * 1e6
      text.add([
        part.action.replacing("_", with: " "), Format.number(part.count, 1),
        Format.significant(energy.low), Format.significant(energy.nominal),
        Format.significant(energy.high),
        Format.percent(part.energy.nominal / max(total.energy.nominal, 1e-30), 1),
      ])
    }
    return text.text
  }

  private var exitTable: String {
    var text = TextTable([
      ("exit at timestep", .right), ("images", .right), ("uJ an image", .right),
      ("cycles an image", .right),
    ])
    for (index, exit) in exits.enumerated() where exit.inputs > 0 {
      text.add([
        "\(index + 1)", Format.integer(exit.inputs),
        Format.significant(exit.energy.nominal * 1000), Format.number(exit.cycles, 0),
      ])
    }
    return text.text
  }
}
