import ATSNNEngines
import ArgumentParser
import Foundation

/// `atsnn energy`: the accelerator model over real inputs.
struct EnergyVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "energy",
    abstract: "Model cycles, traffic and energy of an accelerator on real inputs.",
    discussion: """
      Counts come from the spikes of each input on a machine of given lanes, buffers and DRAM;
      energy is counts times the figures of a table (Firmware/ACCELERATOR.md). Shipped machines:
      edge (weights streamed from DRAM), resident (weights on chip), micro (at most 512 KB).

      --schedule 0.6,0.4 runs every input for two timesteps and charges the second to 40 % of them;
      an energy at each exit timestep, and their weighted sum, stand in the last table.

      EXAMPLES
        atsnn energy model.atsnn --data t10k-images-idx3-ubyte.gz --limit 1000
        atsnn energy model.atsnn --data images.npy --configuration resident --json
        atsnn energy model.atsnn --data images.npy --schedule 0.34,0.36,0.07,0.23
      """)

  @Argument(help: "Model image, .atsnn.")
  var image: String

  @OptionGroup var data: DataOptions

  @Option(
    name: .customLong("configuration"),
    help: ArgumentHelp("edge, resident, micro, or a machine's .json.", valueName: "machine"))
  var machine: String?

  @Option(
    help: ArgumentHelp("A machine's .json; the same as --configuration.", valueName: "file"))
  var accelerator: String?

  @Option(
    help: ArgumentHelp(
      "Energy table, .json (default: the shipped one of the machine's node).", valueName: "file"))
  var table: String?

  @OptionGroup var leaving: LeavingOptions
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if machine != nil && accelerator != nil {
      throw ValidationError("give --configuration or --accelerator, not both")
    }
  }

  func run() throws {
    let model = try Model(path: image)
    let machine = try MachineConfiguration(
      path: try accelerator ?? AcceleratorFiles.configuration(machine ?? "edge"))
    let energy = try EnergyModel(
      try EnergyTable(path: try table ?? AcceleratorFiles.table(machine.nodeNanometres)),
      try DRAMTable(path: try AcceleratorFiles.dram()), machine)
    let policy = try leaving.policy(model)
    let inputs = try Inputs(data, for: model)
    let workers = try EnergyWorker.run(
      inputs, model, policy, [machine],
      threads: threads.threads ?? ProcessInfo.processInfo.processorCount)
    let report = try EnergyReport(
      machine, energy, model.network, workers, inputs, schedule: leaving.schedule)
    try Console.print(output.json ? report.json.text : report.text)
  }
}
