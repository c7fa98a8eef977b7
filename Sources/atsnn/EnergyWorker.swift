import ATSNNEngines

/// What the inputs that exit at one timestep came to.
struct ExitCounts {
  var inputs = 0
  var counts = MachineCounts()

  mutating func add(_ other: ExitCounts) {
    inputs += other.inputs
    counts.add(other.counts)
  }
}

/// One thread's accelerator and what its machine did.
struct EnergyWorker {
  let input: InputMemory
  /// Everything, by timestep and node.
  private(set) var activity = Activity()
  /// By exit timestep, timestep 1 first.
  private(set) var exits: [ExitCounts]
  private let engine: AcceleratorEngine
  private let machine: MachineConfiguration

  init(_ model: Model, _ machine: MachineConfiguration) throws {
    engine = try AcceleratorEngine(model)
    self.machine = machine
    input = InputMemory(model.network.inputBytes)
    exits = [ExitCounts](repeating: ExitCounts(), count: model.network.policy.maximumTimestep)
  }

  /// Runs what is in `input`.
  mutating func run() throws {
    var one = Activity()
    let step = try one.run(engine, on: machine, UnsafeRawBufferPointer(input.bytes))
    exits[step.timestep - 1].add(ExitCounts(inputs: 1, counts: one.total))
    activity.add(one)
  }
}
