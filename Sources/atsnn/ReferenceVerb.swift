import ATSNNData
import ATSNNQuantization
import ArgumentParser
import Foundation

/// `atsnn reference`: the float network on a data set.
struct ReferenceVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reference",
    abstract: "Run the float network of a checkpoint on a data set, with its own exit policy.",
    discussion: """
      What a model image is compared with: measured here on the same records, never copied.

      EXAMPLES
        atsnn reference model.safetensors --data t10k-images-idx3-ubyte.gz
        atsnn reference model.safetensors --data images.npy --limit 1000 --json
      """)

  @Argument(help: "Float checkpoint, .safetensors.")
  var model: String

  @OptionGroup var data: DataOptions

  @Option(parsing: .unconditional, help: "Threads (default: all cores).")
  var threads: Int?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let threads, !(1...256).contains(threads) {
      throw ValidationError("--threads must be 1 to 256")
    }
  }

  func run() throws {
    let graph = try GraphChecker.graph(of: try Checkpoint.open(model))
    let set = try DataSet(path: data.data)
    guard set.isLabelled else {
      throw Failure("\(data.data): no labels; give data with labels beside it")
    }
    try set.checkLabels(below: graph.classCount)
    let evaluator = try FloatEvaluator(
      graph, data: set, threads: threads ?? ProcessInfo.processInfo.processorCount)
    let progress = StageProgress()
    let records = 0..<min(data.limit ?? set.count, set.count)
    let evaluation = try evaluator.evaluate(records: records) {
      progress.reach("running the float network", $0)
    }
    progress.finish()
    let report = ReferenceReport(evaluation: evaluation)
    try Console.print(output.json ? report.json.text : report.text)
  }
}
