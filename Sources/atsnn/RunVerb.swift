import ATSNNEngines
import ArgumentParser

/// `atsnn run`: inference on a data set.
struct RunVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a model image on a data set with the Swift runtime.",
    discussion: """
      Latency is measured per image around the runtime's calls, without reading the data. Answers
      do not depend on the number of threads.

      EXAMPLES
        atsnn run model.atsnn --data t10k-images-idx3-ubyte.gz
        atsnn run model.atsnn --data cifar10/test_batch.bin --exit entropy:0.1 --json
        atsnn run model.atsnn --data images.npy --exit never --timesteps 2 --limit 100
      """)

  @Argument(help: "Model image, .atsnn.")
  var image: String

  @OptionGroup var data: DataOptions
  @OptionGroup var exit: ExitOptions
  @OptionGroup var threads: ShareOptions

  @Flag(help: "Also give the class of every record.")
  var predictions = false

  @OptionGroup var output: OutputOptions

  func run() throws {
    let model = try Model(path: image)
    let inputs = try Inputs(data, for: model)
    let inference = Inference(
      model: model, policy: try exit.policy(model), threads: threads)
    let progress = Progress("images", total: inputs.count)
    let (answers, tally) = try inference.run(inputs, progress)
    let report = RunReport(inference, inputs, answers, tally)
    try Console.print(
      output.json
        ? report.json(withPredictions: predictions).text
        : report.text(withPredictions: predictions))
  }
}
