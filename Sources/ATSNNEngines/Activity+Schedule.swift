/// Inputs that leave at one timestep.
public struct ExitCounts: Sendable {
  public private(set) var inputs = 0
  /// Everything they did, `begin` included.
  public private(set) var counts = MachineCounts()

  public init() {}

  public init(inputs: Int, counts: MachineCounts) {
    self.inputs = inputs
    self.counts = counts
  }

  public mutating func add(_ other: ExitCounts) {
    inputs += other.inputs
    counts.add(other.counts)
  }
}

extension Activity {
  /// What the inputs, all of which ran every timestep, would have come to if they left by a
  /// schedule: each stands for `leaving.sum` inputs, of which `leaving[t - 1]` leave at timestep t.
  /// A timestep is charged to those that are still there, `begin` to all. Counts stay whole.
  ///
  /// Throws where a sum does not fit 64 bits.
  public func scheduled(
    _ leaving: [UInt64]
  ) throws(EngineError) -> (activity: Activity, exits: [ExitCounts]) {
    precondition(leaving.count == steps.count - 1 && timesteps == inputs * leaving.count)
    let whole = leaving.reduce(0, +)
    var result = Activity()
    result.inputs = inputs * Int(whole)
    var exits: [ExitCounts] = []
    var soFar = MachineCounts()
    var remaining = whole
    for (timestep, nodes) in steps.enumerated() {
      if timestep > 1 { remaining -= leaving[timestep - 2] }
      var scaled: [MachineCounts] = []
      for node in nodes {
        soFar.add(node)
        scaled.append(try node.scaled(by: remaining))
      }
      result.steps.append(scaled)
      guard timestep > 0 else { continue }
      result.timesteps += inputs * Int(remaining)
      let share = leaving[timestep - 1]
      exits.append(ExitCounts(inputs: inputs * Int(share), counts: try soFar.scaled(by: share)))
    }
    return (result, exits)
  }
}
