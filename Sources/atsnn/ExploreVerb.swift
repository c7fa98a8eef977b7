import ATSNNEngines
import ArgumentParser
import Foundation

/// `atsnn explore`: many machines over the same spikes.
struct ExploreVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explore",
    abstract: "Compare many accelerators on the same spikes; print those that none is better than.",
    discussion: """
      Every input runs once; after each timestep all machines count what its spikes would have cost
      them. SPACE names machines and changes of their keys, laid over them in all combinations:

        {"spaces": [{"base": "edge", "axes": [[{"lanes": 256}, {"lanes": 512}],
                                              [{"tile": {"channels": 32}}]]}]}

      Printed is the Pareto front of energy, frames a second and area of memory; --json has all
      machines. Firmware/accelerator/spaces holds spaces to start from.

      EXAMPLES
        atsnn explore model.atsnn --data images.npy --space space.json --limit 4
        atsnn explore model.atsnn --data images.npy --space space.json --schedule 0.5,0.5 --json
      """)

  @Argument(help: "Model image, .atsnn.")
  var image: String

  @OptionGroup var data: DataOptions

  @Option(help: "Machines to compare, .json.")
  var space: String

  @OptionGroup var leaving: LeavingOptions
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let model = try Model(path: image)
    let space = try DesignSpace(
      path: space,
      files: DesignSpace.Files(
        machine: AcceleratorFiles.configuration, table: AcceleratorFiles.table,
        dram: try DRAMTable(path: try AcceleratorFiles.dram())))
    let policy = try leaving.policy(model)
    let inputs = try Inputs(data, for: model)
    let kinds = MachineKinds(space.points.map(\.machine))
    let workers = try EnergyWorker.run(
      inputs, model, policy, kinds.machines,
      threads: threads.threads ?? ProcessInfo.processInfo.processorCount)
    let report = try ExploreReport(space, kinds, workers, schedule: leaving.schedule)
    try Console.print(output.json ? report.json.text : report.text)
  }
}

/// Machines of which no two count the same: others differ from them in prices only.
struct MachineKinds {
  private(set) var machines: [MachineConfiguration] = []
  /// For each machine given, the one of `machines` that counts for it.
  private(set) var places: [Int] = []

  init(_ all: [MachineConfiguration]) {
    for machine in all {
      if let place = machines.firstIndex(where: { $0.counts(like: machine) }) {
        places.append(place)
      } else {
        places.append(machines.count)
        machines.append(machine)
      }
    }
  }
}
