import ATSNNEngines

/// What `energy` says; all energies are millijoules an input.
struct EnergyReport {
  let machine: MachineConfiguration
  let energy: EnergyModel
  let inputs: Int
  let meanTimesteps: Double
  let total: MachineCounts
  /// Nodes by name.
  let layers: [(name: String, counts: MachineCounts)]
  /// `begin` first.
  let timesteps: [MachineCounts]
  /// One a timestep at which inputs exit, timestep 1 first.
  let exits: [ExitCounts]

  init(
    _ machine: MachineConfiguration, _ energy: EnergyModel, _ network: Network,
    _ workers: [EnergyWorker]
  ) {
    self.machine = machine
    self.energy = energy
    var activity = Activity()
    var exits = [ExitCounts](repeating: ExitCounts(), count: network.policy.maximumTimestep)
    for worker in workers {
      activity.add(worker.activity)
      for index in exits.indices { exits[index].add(worker.exits[index]) }
    }
    inputs = activity.inputs
    meanTimesteps = Double(activity.timesteps) / Double(max(activity.inputs, 1))
    total = activity.total
    layers = zip(network.nodes, activity.byNode).map { ($0.name, $1) }
    timesteps = activity.byTimestep
    self.exits = exits
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

  var cycles: Double { mean(total.cycles) }

  /// Each image takes its cycles alone; with slots, its share of a pass over the weights.
  var framesPerSecond: Double { cycles > 0 ? machine.hertz / cycles : 0 }

  /// Share of all lanes' cycles in which they added.
  func utilisation(_ counts: MachineCounts) -> Double {
    let cycles = Double(counts.cycles) * Double(machine.lanes)
    return cycles > 0 ? Double(counts.laneOperations) / cycles : 0
  }
}
