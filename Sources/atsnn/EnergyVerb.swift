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
    let table = try EnergyTable(path: try accelerator ?? DefaultTable.path())
    let model = try Model(path: image)
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
    Console.print(output.json ? report.json.text : report.text)
  }
}

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

/// The energy table that is used where none is named.
enum DefaultTable {
  private static let place = "Firmware/accelerator/tables/28nm.json"

  /// Looked for in the folders above the program and above the current folder.
  static func path() throws -> String {
    let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let current = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
    for start in [program.deletingLastPathComponent(), current] {
      var folder = start
      while true {
        let file = folder.appendingPathComponent(place).path
        if FileManager.default.fileExists(atPath: file) { return file }
        if folder.path == "/" { break }
        folder.deleteLastPathComponent()
      }
    }
    throw Failure("atsnn: no \(place) above the program or this folder; give --accelerator FILE")
  }
}
