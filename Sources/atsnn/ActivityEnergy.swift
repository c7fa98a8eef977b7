import ATSNNEngines

/// An activity with its energy, an input.
struct ActivityEnergy {
  let inputs: Int
  /// Millijoules; the sum of `parts`.
  let energy: EnergyRange
  /// Ideal cycles.
  let cycles: Double
  /// Millijoules and count of each entry of the table.
  let parts: [(action: String, count: Double, energy: EnergyRange)]

  init(_ activity: Activity, _ table: EnergyTable) {
    inputs = activity.inputs
    let share = activity.inputs > 0 ? 1 / Double(activity.inputs) : 0
    parts = table.millijoules(activity.counts).map {
      ($0.action, Double($0.count) * share, $0.energy * share)
    }
    energy = parts.reduce(.zero) { $0 + $1.energy }
    cycles = Double(activity.idealCycles) * share
  }

  var framesPerSecond: Double { cycles > 0 ? ActionCounts.idealHertz / cycles : 0 }
}
