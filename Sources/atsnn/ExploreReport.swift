import ATSNNEngines

/// What one machine of a space came to, an input.
struct ExploredMachine {
  let point: DesignPoint
  let millijoules: EnergyRange
  let framesPerSecond: Double
  /// Picojoules of the chip's events an operation.
  let core: EnergyRange
  let dramBits: Double
  /// No other machine is better in one figure and as good in the others.
  var isOnFront = false

  /// At least as good in all three figures, and better in one.
  func dominates(_ other: ExploredMachine) -> Bool {
    let mine = [millijoules.nominal, -framesPerSecond, point.area.squareMillimetres]
    let its = [
      other.millijoules.nominal, -other.framesPerSecond, other.point.area.squareMillimetres,
    ]
    return zip(mine, its).allSatisfy(<=) && mine != its
  }
}

/// What `explore` says.
struct ExploreReport {
  let images: Int
  let meanTimesteps: Double
  let schedule: ExitSchedule?
  /// All machines that can be built.
  let machines: [ExploredMachine]
  let refused: [EngineError]

  init(
    _ space: DesignSpace, _ kinds: MachineKinds, _ workers: [EnergyWorker],
    schedule: ExitSchedule?
  ) throws {
    var runs: [ModelledRun] = []
    for index in kinds.machines.indices {
      var activity = Activity()
      for worker in workers { activity.add(worker.activities[index]) }
      runs.append(try ModelledRun(activity, [], schedule))
    }
    var machines: [ExploredMachine] = []
    for (point, place) in zip(space.points, kinds.places) {
      machines.append(ExploredMachine(point, runs[place].activity))
    }
    for index in machines.indices {
      machines[index].isOnFront = !machines.contains { $0.dominates(machines[index]) }
    }
    images = workers.reduce(0) { $0 + $1.activities[0].inputs }
    meanTimesteps = runs[0].meanTimesteps
    self.schedule = schedule
    self.machines = machines
    refused = space.refused
  }

  /// The front, the least energy first.
  var front: [ExploredMachine] {
    machines.filter(\.isOnFront).sorted { $0.millijoules.nominal < $1.millijoules.nominal }
  }
}

extension ExploredMachine {
  init(_ point: DesignPoint, _ activity: Activity) {
    let total = activity.total
    let share = 1 / Double(max(activity.inputs, 1))
    let cycles = Double(total.cycles) * share
    self.init(
      point: point, millijoules: point.energy.total(total) * share,
      framesPerSecond: cycles > 0 ? point.machine.hertz / cycles : 0,
      core: point.energy.core(total) * (1e9 / Double(max(total.synapticOperations, 1))),
      dramBits: Double(total.dramBits) * share)
  }
}
