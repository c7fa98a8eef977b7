import ATSNNEngines
import ArgumentParser
import Dispatch

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
    Console.print(output.json ? report.json.text : report.text)
  }

  private func warmUp(_ inference: Inference, _ model: Model) throws {
    var few = data
    few.limit = min(Self.warmUp, data.limit ?? Self.warmUp)
    _ = try inference.run(try Inputs(few, for: model), nil)
  }
}

/// What `bench` says.
struct BenchReport {
  private let images: Int
  private let threads: Int
  private let latency: Latency
  private let meanTimesteps: Double
  private let imagesPerSecond: Double
  private let operationsPerSecond: Double

  init(_ inference: Inference, _ answers: [Answer], _ tally: Tally) {
    images = answers.count
    threads = max(1, min(inference.threads, answers.count))
    latency = Latency(answers.map(\.nanoseconds))
    meanTimesteps = Double(tally.timesteps) / Double(images)
    let busy = answers.reduce(0) { $0 + Double($1.nanoseconds) } / 1e9 / Double(threads)
    imagesPerSecond = Double(images) / busy
    operationsPerSecond = Double(tally.synapticOperations) / busy
  }

  var json: JSON {
    .object([
      ("images", .integer(images)),
      ("threads", .integer(threads)),
      ("latency_us", latency.json),
      ("images_per_second", .number(imagesPerSecond)),
      ("synaptic_operations_per_second", .number(operationsPerSecond)),
      ("mean_timesteps", .number(meanTimesteps)),
    ])
  }

  var text: String {
    """
    images               \(Format.integer(images)), threads \(threads)
    latency an image     median \(Format.number(latency.median, 1)) us, \
    90 % below \(Format.number(latency.p90, 1)) us
    images a second      \(Format.number(imagesPerSecond, 1))
    synaptic operations  \(Format.number(operationsPerSecond / 1e6, 1)) million a second
    mean timesteps       \(Format.number(meanTimesteps, 3))
    """
  }
}
