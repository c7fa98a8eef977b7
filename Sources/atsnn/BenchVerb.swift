import ATSNNEngines
import ArgumentParser

/// `atsnn bench`: latency of the runtime.
struct BenchVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measure the Swift runtime on one core, unless --threads says otherwise.",
    discussion: """
      Runs some records to warm up, then every record once; latency is measured per image around
      the runtime's calls. Images per second count the threads together.

      EXAMPLES
        atsnn bench model.atsnn --data t10k-images-idx3-ubyte.gz
        atsnn bench model.atsnn --data t10k-images-idx3-ubyte.gz --limit 1000 --threads 2 --json
      """)

  /// Records that are run first and not measured.
  private static let warmUp = 50

  @Argument(help: "Model image, .atsnn.")
  var image: String

  @OptionGroup var data: DataOptions
  @OptionGroup var exit: ExitOptions
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let model = try Model(path: image)
    let inputs = try Inputs(data, for: model)
    let inference = Inference(
      model: model, policy: try exit.policy(model), threads: threads.threads ?? 1)
    try warmUp(inference, model)
    let progress = Progress("images", total: inputs.count)
    let (answers, tally) = try inference.run(inputs, progress)
    let report = BenchReport(inference, answers, tally)
    try Console.print(output.json ? report.json.text : report.text)
  }

  private func warmUp(_ inference: Inference, _ model: Model) throws {
    var few = data
    few.limit = min(Self.warmUp, data.limit ?? Self.warmUp)
    _ = try inference.run(try Inputs(few, for: model), nil)
  }
}
