import ATSNNEngines

/// One thread's accelerator and what it did.
struct EnergyWorker {
  let input: InputMemory
  /// Activity of the inputs that exit at each timestep, timestep 1 first.
  private(set) var exits: [Activity]
  private let engine: AcceleratorEngine

  init(_ model: Model) throws {
    engine = try AcceleratorEngine(model)
    input = InputMemory(model.network.inputBytes)
    exits = [Activity](repeating: Activity(), count: model.network.policy.maximumTimestep)
  }

  /// Runs what is in `input`.
  mutating func run() throws {
    var activity = Activity()
    let step = try activity.run(engine, UnsafeRawBufferPointer(input.bytes))
    exits[step.timestep - 1].add(activity)
  }
}
