import ATSNNEngines
import ArgumentParser
import Foundation

/// What every verb takes.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Write one JSON object to the standard output and nothing else.")
  var json = false
}

/// Which records are used.
struct DataOptions: ParsableArguments {
  @Option(help: "Data set, a file or folder in its publisher's format.")
  var data: String

  @Option(parsing: .unconditional, help: "Use the first N records only.")
  var limit: Int?

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit must be 1 or more") }
  }
}

/// How many threads work, each on its own inputs.
struct ThreadOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: "Threads, each on its own inputs (default: 1).")
  var threads: Int?

  func validate() throws {
    try Self.check(threads)
  }

  static func check(_ threads: Int?) throws {
    if let threads, !(1...256).contains(threads) {
      throw ValidationError("--threads must be 1 to 256")
    }
  }
}

/// When a run stops.
struct ExitOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: "Answer at timestep T at the latest (at most the image's own maximum).")
  var timesteps: Int?

  @Option(
    name: .customLong("exit"),
    help: ArgumentHelp(
      "never, confidence:P (softmax, 0 to 1), entropy:H (divided by ln K, 0 to 1) or margin:M "
        + "(of logits); default: the image's own policy.",
      valueName: "policy"))
  var exit: ExitSetting?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Synaptic operations and neuron updates that a run may come to (timestep 1 always runs), or "
        + "none; default: the image's own.",
      valueName: "operations"))
  var budget: BudgetSetting?

  func validate() throws {
    if let timesteps, timesteps < 1 { throw ValidationError("--timesteps must be 1 or more") }
  }

  /// The policy for `model`.
  func policy(_ model: Model) throws -> EnginePolicy {
    let greatest = model.network.policy.maximumTimestep
    if let timesteps, timesteps > greatest {
      throw Failure(
        "\(model.path): --timesteps \(timesteps) is more than the image's maximum; give 1 to "
          + "\(greatest)")
    }
    var policy = EnginePolicy(exit, timesteps: timesteps, network: model.network)
    if let budget { policy.budget = budget.operations }
    return policy
  }
}

extension ExitSetting: ExpressibleByArgument {
  public init?(argument: String) {
    self.init(argument)
  }
}

extension EngineKind: ExpressibleByArgument {}
