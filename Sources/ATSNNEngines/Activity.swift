/// What a machine did over some inputs, by timestep and node.
public struct Activity: Sendable {
  /// Inputs that are in the counts.
  public internal(set) var inputs = 0
  /// Timesteps that these inputs ran, all together.
  public internal(set) var timesteps = 0
  /// [timestep][node]; timestep 0 is `begin`.
  public internal(set) var steps: [[MachineCounts]] = []

  public init() {}

  /// Counts of everything.
  public var total: MachineCounts { Self.sum(steps.joined()) }

  /// Counts of each timestep, `begin` first.
  public var byTimestep: [MachineCounts] { steps.map { Self.sum($0) } }

  /// Counts of each node.
  public var byNode: [MachineCounts] {
    (steps.first ?? []).indices.map { node in Self.sum(steps.map { $0[node] }) }
  }

  /// Adds another activity of the same network.
  public mutating func add(_ other: Activity) {
    inputs += other.inputs
    timesteps += other.timesteps
    for (timestep, nodes) in other.steps.enumerated() { add(nodes, timestep) }
  }

  /// Runs `input` to its answer, adds what `machine` did, and returns the last step.
  public mutating func run(
    _ engine: AcceleratorEngine, on machine: MachineConfiguration, _ input: UnsafeRawBufferPointer
  ) throws(EngineError) -> EngineStep {
    var activities = [self]
    let step = try Self.run(engine, on: [machine], input, adding: &activities)
    self = activities[0]
    return step
  }

  /// Runs `input` to its answer once and adds what each machine did to the activity at its place.
  public static func run(
    _ engine: AcceleratorEngine, on machines: [MachineConfiguration],
    _ input: UnsafeRawBufferPointer, adding activities: inout [Activity]
  ) throws(EngineError) -> EngineStep {
    try engine.begin(input)
    for index in machines.indices {
      activities[index].inputs += 1
      activities[index].add(try engine.machineCounts(machines[index], input), 0)
    }
    while true {
      let step = try engine.step(input)
      for index in machines.indices {
        activities[index].timesteps += 1
        activities[index].add(try engine.machineCounts(machines[index], input), step.timestep)
      }
      if step.exits { return step }
    }
  }

  private mutating func add(_ nodes: [MachineCounts], _ timestep: Int) {
    while steps.count <= timestep { steps.append(nodes.map { _ in MachineCounts() }) }
    for node in nodes.indices { steps[timestep][node].add(nodes[node]) }
  }

  private static func sum(_ counts: some Sequence<MachineCounts>) -> MachineCounts {
    counts.reduce(into: MachineCounts()) { $0.add($1) }
  }
}
