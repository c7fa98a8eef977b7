/// What the accelerator did over some inputs.
public struct Activity: Sendable {
  /// Inputs that are in the counts.
  public private(set) var inputs = 0
  /// Counts over all nodes and timesteps, `begin` included.
  public private(set) var counts = ActionCounts()
  /// Cycles of a machine that never waits, for the same.
  public private(set) var idealCycles: UInt64 = 0

  public init() {}

  /// Adds another activity.
  public mutating func add(_ other: Activity) {
    inputs += other.inputs
    counts.add(other.counts)
    idealCycles += other.idealCycles
  }

  /// Runs `input` to its answer, adds what was done, and returns the exit timestep and class.
  ///
  /// Used on a new value it holds the activity of that one input.
  public mutating func run(
    _ engine: AcceleratorEngine, _ input: UnsafeRawBufferPointer
  ) throws(EngineError) -> EngineStep {
    inputs += 1
    try engine.begin(input)
    addStep(engine)
    while true {
      let step = try engine.step(input)
      addStep(engine)
      if step.exits { return step }
    }
  }

  private mutating func addStep(_ engine: AcceleratorEngine) {
    for node in engine.network.nodes.indices {
      let counts = engine.counts(node)
      self.counts.add(counts)
      idealCycles += counts.idealCycles
    }
  }
}
