import ATSNNEngines

/// What `energy` says; all energies are millijoules an input.
struct EnergyReport {
  let machine: MachineConfiguration
  let energy: EnergyModel
  /// Images that were run.
  let images: Int
  /// Inputs that the counts are of: the images, each as often as a schedule has parts.
  let inputs: Int
  let meanTimesteps: Double
  let total: MachineCounts
  /// Nodes by name.
  let layers: [(name: String, counts: MachineCounts)]
  /// `begin` first.
  let timesteps: [MachineCounts]
  /// One a timestep at which inputs exit, timestep 1 first.
  let exits: [ExitCounts]

  /// Share of right answers, 0...1; nil without labels and under a schedule.
  let accuracy: Double?
  let schedule: ExitSchedule?

  init(
    _ machine: MachineConfiguration, _ energy: EnergyModel, _ network: Network,
    _ workers: [EnergyWorker], _ data: Inputs, schedule: ExitSchedule?
  ) throws {
    self.machine = machine
    self.energy = energy
    self.schedule = schedule
    var activity = Activity()
    var exits = [ExitCounts](repeating: ExitCounts(), count: workers.first?.exits.count ?? 0)
    for worker in workers {
      activity.add(worker.activities[0])
      for index in exits.indices { exits[index].add(worker.exits[index]) }
    }
    let isLabelled = schedule == nil && (0..<data.count).allSatisfy { data.label($0) != nil }
    accuracy =
      isLabelled ? Double(workers.reduce(0) { $0 + $1.correct }) / Double(data.count) : nil
    images = activity.inputs
    let run = try ModelledRun(activity, exits, schedule)
    inputs = run.activity.inputs
    meanTimesteps = run.meanTimesteps
    total = run.activity.total
    layers = zip(network.nodes, run.activity.byNode).map { ($0.name, $1) }
    timesteps = run.activity.byTimestep
    self.exits = run.exits
  }

  /// One part of a sum over all inputs, for one input.
  var share: Double { 1 / Double(max(inputs, 1)) }

  /// Millijoules an input that `counts`, of all inputs, contribute.
  func millijoules(_ counts: MachineCounts) -> EnergyRange { energy.total(counts) * share }

  /// A count of all inputs, an input.
  func mean(_ count: UInt64) -> Double { Double(count) * share }

  /// Picojoules of the chip's events (no DRAM, leakage, idle clock or static power) an operation.
  var corePerOperation: EnergyRange {
    energy.core(total) * (1e9 / Double(max(total.synapticOperations, 1)))
  }

  /// Picojoules of everything in the timesteps, an operation of a budget (rule X9).
  var perOperation: EnergyRange {
    let steps = timesteps.dropFirst()
    let operations = steps.reduce(0) { $0 + $1.budgetOperations }
    let energy = steps.reduce(EnergyRange.zero) { $0 + self.energy.total($1) }
    return energy * (1e9 / Double(max(operations, 1)))
  }

  /// Millijoules an input before timestep 1, which no budget counts.
  var begin: EnergyRange { millijoules(timesteps.first ?? MachineCounts()) }

  var cycles: Double { mean(total.cycles) }

  /// Each image takes its cycles alone; with slots, its share of a pass over the weights.
  var framesPerSecond: Double { cycles > 0 ? machine.hertz / cycles : 0 }

  /// Share of all lanes' cycles in which they added.
  func utilisation(_ counts: MachineCounts) -> Double {
    let cycles = Double(counts.cycles) * Double(machine.lanes)
    return cycles > 0 ? Double(counts.laneOperations) / cycles : 0
  }
}
