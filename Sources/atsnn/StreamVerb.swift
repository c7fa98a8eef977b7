import ATSNNData
import ATSNNEngines
import ATSNNRuntime
import ArgumentParser

/// `atsnn stream`: answers while events come.
struct StreamVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stream",
    abstract: "Run a network of events on a camera's events as they come.",
    discussion: """
      Events are N-MNIST's records of five bytes, one after another without a header. A bin of them
      is one timestep; a window of bins gets one answer, in a line of its own as soon as it is sure.
      The rest of the window is passed over; the next event after it starts the next window.

      Without --queue nothing is lost: a pipe makes its writer wait. With --queue N at most N events
      wait; the oldest are dropped and counted. Firmware/STREAMING.md has the rules.

      EXAMPLES
        camera | atsnn stream model.atsnn --bin-ms 25
        atsnn stream model.atsnn --input Train/3/00008.bin --bin-events 1000 --window 4 --json
      """)

  @Argument(help: "Model image, .atsnn, of a network of events.")
  var image: String

  @Option(help: "File, FIFO or device with the events; - is the standard input.")
  var input = "-"

  @OptionGroup var bins: BinOptions

  @Flag(help: "Spiking neurons keep their membranes from window to window.")
  var keepState = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Drop the oldest events when more than N wait.", valueName: "n"))
  var queue: Int?

  @OptionGroup var exit: ExitOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let queue, !(1...100_000_000).contains(queue) {
      throw ValidationError("--queue must be 1 to 100000000")
    }
  }

  func run() throws {
    let model = try Model(path: image)
    guard model.network.takesEvents else {
      throw Failure("\(image): a network of images; give one of events")
    }
    var policy = try exit.policy(model)
    let window = bins.window ?? policy.maximumTimestep
    policy.maximumTimestep = min(policy.maximumTimestep, window)
    policy.minimumTimestep = min(policy.minimumTimestep, policy.maximumTimestep)
    let settings = StreamSettings(bin: bins.limit, window: window, keepsMembranes: keepState)
    let reader = try EventReader(path: input)
    let runner = try StreamRunner(model, policy, settings, asJSON: output.json)
    try runner.run(reader, queue: queue.map(EventQueue.init))
  }
}

/// How a stream is cut.
struct BinOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Bins of X milliseconds, down to 0.001.", valueName: "x"))
  var binMs: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Bins of N events.", valueName: "n"))
  var binEvents: UInt32?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Bins of a window (default: the greatest timestep of the exit policy).", valueName: "t"))
  var window: Int?

  /// Of a valid choice, the one that is there.
  var limit: BinLimit {
    if let binEvents { return .events(binEvents) }
    return .microseconds(UInt32(((binMs ?? 0) * 1000).rounded()))
  }

  func validate() throws {
    guard (binMs == nil) != (binEvents == nil) else {
      throw ValidationError("give --bin-ms or --bin-events, one of them")
    }
    if let window, !(1...255).contains(window) {
      throw ValidationError("--window must be 1 to 255")
    }
    if let binEvents, binEvents < 1 { throw ValidationError("--bin-events must be 1 or more") }
    guard let binMs else { return }
    let greatest = Double(StreamSettings.longestWindow) / 1000 / Double(window ?? 255)
    guard binMs >= 0.001, binMs <= greatest, binMs.isFinite else {
      throw ValidationError(
        "--bin-ms must be 0.001 to \(Int(greatest)) with windows of \(window ?? 255) bins")
    }
  }
}
