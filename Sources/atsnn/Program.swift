import ArgumentParser

/// The command-line program: the verbs and what they share.
@main
struct Program: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "atsnn",
    abstract: "Adaptive-timestep spiking neural networks in integers: quantize, run, verify.",
    discussion: """
      MODEL is a float checkpoint (.safetensors), IMAGE a model image (.atsnn), DATA a file or
      folder in its publisher's format: IDX (also .gz), CIFAR-10/100 binary, N-MNIST .bin events in
      label folders, or .npy uint8 N,H,W,C with NAME-labels.npy beside NAME.npy.

      Exit status: 0 done; 1 the answer is no (a check failed, a vector differs); 2 wrong use or
      bad input, with one line on the standard error.

      EXAMPLES
        atsnn quantize model.safetensors --calibration train-images-idx3-ubyte.gz -o model.atsnn
        atsnn run model.atsnn --data t10k-images-idx3-ubyte.gz
      """,
    version: Program.version,
    subcommands: [
      CheckVerb.self, QuantizeVerb.self, InspectVerb.self, RunVerb.self, VerifyVerb.self,
      EnergyVerb.self, ExploreVerb.self, BenchVerb.self, BudgetVerb.self, ReferenceVerb.self,
      StreamVerb.self, DataVerb.self,
    ]
  )

  /// Version of the program, and of what it writes into notes and headers.
  static let version = "0.1.0"

  /// Parses, runs, and turns every error into the contract's exit status.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      Ending(error).end()
    }
  }

  /// Reached without a verb.
  func run() throws {
    throw Failure("atsnn: no verb given; see 'atsnn --help'")
  }
}
