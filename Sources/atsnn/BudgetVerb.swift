import ATSNNEngines
import ArgumentParser

/// `atsnn budget`: from a deadline or an energy to a budget in operations.
struct BudgetVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "budget",
    abstract: "Convert a deadline or an energy to a budget in operations, for --budget.",
    discussion: """
      A budget counts synaptic operations and neuron updates of the timesteps; what happens before
      timestep 1 (--begin-us, --begin-millijoules) is taken off first. The figures are those that
      'atsnn bench' and 'atsnn energy' print, under the same names in their JSON; the rate of
      another processor is measured there. Exit status 1 where the worst case of timestep 1, which
      always runs, is above the budget.

      EXAMPLES
        atsnn budget model.atsnn --deadline-ms 2 --operations-per-second 9.5e8 --begin-us 130
        atsnn budget model.atsnn --millijoules 0.05 --picojoules-per-operation 12 --json
      """)

  @Argument(help: "Model image, .atsnn.")
  var image: String

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Time an image may take.", valueName: "ms"))
  var deadlineMs: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Measured; 'atsnn bench' prints it (p10).", valueName: "rate"))
  var operationsPerSecond: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Time of begin, as 'atsnn bench' prints it (p90).", valueName: "us"))
  var beginUs: Double?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Energy an image may take.", valueName: "mJ"))
  var millijoules: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Modelled; 'atsnn energy' prints it.", valueName: "pJ"))
  var picojoulesPerOperation: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Energy of begin, as 'atsnn energy' prints it.", valueName: "mJ"))
  var beginMillijoules: Double?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    let time = [deadlineMs, operationsPerSecond]
    let energy = [millijoules, picojoulesPerOperation]
    let isTime = !time.contains(nil) && energy == [nil, nil] && beginMillijoules == nil
    let isEnergy = !energy.contains(nil) && time == [nil, nil] && beginUs == nil
    guard isTime || isEnergy else {
      throw ValidationError(
        "give --deadline-ms with --operations-per-second, or --millijoules with "
          + "--picojoules-per-operation")
    }
    let positive = (time + energy).compactMap { $0 }
    let before = [beginUs, beginMillijoules].compactMap { $0 }
    guard positive.allSatisfy({ $0 > 0 && $0.isFinite }),
      before.allSatisfy({ $0 >= 0 && $0.isFinite })
    else { throw ValidationError("times, energies and rates must be above 0") }
  }

  func run() throws {
    let engine = try EngineKind.runtime.engine(try Model(path: image))
    let report = BudgetReport(
      operations: operations, worstCase: engine.worstCaseOperations,
      timesteps: engine.network.policy.maximumTimestep)
    try Console.print(output.json ? report.json.text : report.text)
    if !report.holds { throw AnswerIsNo() }
  }

  /// Operations that fit, below 0 where what comes before timestep 1 does not.
  private var operations: Double {
    if let deadlineMs, let operationsPerSecond {
      return (deadlineMs / 1e3 - (beginUs ?? 0) / 1e6) * operationsPerSecond
    }
    guard let millijoules, let picojoulesPerOperation else { return 0 }
    return (millijoules - (beginMillijoules ?? 0)) * 1e9 / picojoulesPerOperation
  }
}
