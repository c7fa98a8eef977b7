import ATSNNEngines
import ArgumentParser

/// `atsnn bench`: latency of the runtime.
struct BenchVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measure the Swift runtime on one core, unless --threads says otherwise.",
    discussion: """
      Runs some records to warm up, then every record once; latency is measured per image around
      the runtime's calls. Threads work on images of their own, and images per second count them
      together; with --share image they share the work of each image, and latency is what that gives.

      --schedule 0.6,0.25,0.1,0.05 lets 60 % of the records leave at timestep 1, 25 % at 2 and so
      on, in an order shuffled by --seed; the exit test is computed at every timestep all the same.

      EXAMPLES
        atsnn bench model.atsnn --data t10k-images-idx3-ubyte.gz
        atsnn bench model.atsnn --data t10k-images-idx3-ubyte.gz --limit 1000 --threads 2 --json
        atsnn bench model.atsnn --data images.npy --threads 2 --share image
        atsnn bench model.atsnn --data images.npy --schedule 0.6,0.25,0.1,0.05
        atsnn bench model.atsnn --data t10k-images-idx3-ubyte.gz --profile
      """)

  /// Records that are run first and not measured.
  private static let warmUp = 50

  @Argument(help: "Model image, .atsnn.")
  var image: String

  @OptionGroup var data: DataOptions
  @OptionGroup var exit: ExitOptions

  @Option(
    help: ArgumentHelp(
      "Shares of the records that leave at timesteps 1, 2, ..., with the sum 1.",
      valueName: "shares"))
  var schedule: ExitSchedule?

  @Option(help: "Order of the schedule.")
  var seed: UInt64 = 1

  @OptionGroup var threads: ShareOptions

  @Flag(
    help:
      "Also time every layer: a second pass over the data, on one thread or on those that share an image."
  )
  var profile = false

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if schedule != nil, exit.timesteps != nil {
      throw ValidationError("give --schedule or --timesteps, not both")
    }
  }

  func run() throws {
    let model = try Model(path: image)
    let inputs = try Inputs(data, for: model)
    let inference = Inference(
      model: model, policy: try exit.policy(model), threads: threads,
      schedule: try leaving(inputs.count, model))
    try warmUp(inference, model)
    let progress = Progress("images", total: inputs.count)
    let (answers, tally) = try inference.run(inputs, progress)
    let report = BenchReport(inference, answers, tally)
    let profile = try profile ? layerProfile(inputs, model) : nil
    try Console.print(
      output.json
        ? report.json(profile?.json).text
        : [report.text, profile?.text].compactMap { $0 }.joined(separator: "\n\n"))
  }

  /// Every input once, each layer timed.
  private func layerProfile(_ inputs: Inputs, _ model: Model) throws -> Profile {
    var profile = try Profile(model, try exit.policy(model), threads: threads.withinImage)
    let input = InputMemory(model.network.inputBytes)
    for index in 0..<inputs.count {
      try inputs.copy(index, into: input.bytes)
      try profile.run(UnsafeRawBufferPointer(input.bytes))
    }
    return profile
  }

  private func leaving(_ count: Int, _ model: Model) throws -> [Int]? {
    guard let schedule else { return nil }
    try schedule.check(model)
    return schedule.timesteps(count, seed: seed)
  }

  private func warmUp(_ inference: Inference, _ model: Model) throws {
    var few = data
    few.limit = min(Self.warmUp, data.limit ?? Self.warmUp)
    _ = try inference.run(try Inputs(few, for: model), nil)
  }
}
