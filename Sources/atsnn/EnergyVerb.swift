import ATSNNEngines
import ArgumentParser
import Foundation

/// `atsnn energy`: the accelerator model over real inputs.
struct EnergyVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "energy",
    abstract: "Count what the accelerator model does on real inputs and turn it into energy.",
    discussion: """
      Counts of actions times the figures of an energy table. Cycles and frames per second are
      those of an ideal machine that never waits: an upper bound, not a prediction. The default
      table is Firmware/accelerator/tables/28nm.json of the repository.

      EXAMPLES
        atsnn energy model.atsnn --data t10k-images-idx3-ubyte.gz --limit 1000
        atsnn energy model.atsnn --data images.npy --accelerator table.json --json
      """)

  @Argument(help: "Model image, .atsnn.")
  var image: String

  @OptionGroup var data: DataOptions

  @Option(
    help: ArgumentHelp("Energy table of the accelerator, .json.", valueName: "file"))
  var accelerator: String?

  @OptionGroup var threads: ThreadOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let model = try Model(path: image)
    let table = try EnergyTable(path: try accelerator ?? DefaultTable.path())
    let inputs = try Inputs(data, for: model)
    let progress = Progress("inputs", total: inputs.count)
    let workers = try Workers(threads: threads.threads ?? ProcessInfo.processInfo.processorCount)
      .share(
        inputs.count,
        make: { try EnergyWorker(model) },
        work: { worker, index in
          try inputs.copy(index, into: worker.input.bytes)
          try worker.run()
          progress.advance()
        })
    progress.finish()
    let report = EnergyReport(table, model.network, workers)
    try Console.print(output.json ? report.json.text : report.text)
  }
}
