import ATSNNEngines

/// One thread's accelerator, and what its machines did.
struct EnergyWorker {
  let input: InputMemory
  /// Everything, one a machine.
  private(set) var activities: [Activity]
  /// Of the first machine by exit timestep, timestep 1 first.
  private(set) var exits: [ExitCounts]
  /// Answers that are the label.
  private(set) var correct = 0
  private let engine: AcceleratorEngine
  private let machines: [MachineConfiguration]

  init(_ model: Model, _ policy: EnginePolicy, _ machines: [MachineConfiguration]) throws {
    engine = try AcceleratorEngine(model)
    try engine.setPolicy(policy)
    self.machines = machines
    input = InputMemory(model.network.inputBytes)
    activities = machines.map { _ in Activity() }
    exits = [ExitCounts](repeating: ExitCounts(), count: policy.maximumTimestep)
  }

  /// Runs what is in `input`, of which `label` is the right answer.
  mutating func run(label: Int?) throws {
    var one = machines.map { _ in Activity() }
    let step = try Activity.run(
      engine, on: machines, UnsafeRawBufferPointer(input.bytes), adding: &one)
    if step.prediction == label { correct += 1 }
    for index in machines.indices { activities[index].add(one[index]) }
    exits[step.timestep - 1].add(ExitCounts(inputs: 1, counts: one[0].total))
  }

  /// Gives all of `inputs` to workers on `machines`, in threads. The first machine is there.
  static func run(
    _ inputs: Inputs, _ model: Model, _ policy: EnginePolicy, _ machines: [MachineConfiguration],
    threads: Int
  ) throws -> [EnergyWorker] {
    let progress = Progress("inputs", total: inputs.count)
    defer { progress.finish() }
    return try Workers(threads: threads).share(
      inputs.count,
      make: { try EnergyWorker(model, policy, machines) },
      work: { worker, index in
        try inputs.copy(index, into: worker.input.bytes)
        try worker.run(label: inputs.label(index))
        progress.advance()
      })
  }
}
