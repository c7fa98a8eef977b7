import ATSNNEngines
import ArgumentParser
import Foundation

/// How the accelerator's inputs leave: by the exit policy, or by a schedule.
struct LeavingOptions: ParsableArguments {
  @OptionGroup var exit: ExitOptions

  @Option(
    help: ArgumentHelp(
      "Shares of the inputs that leave at timesteps 1, 2, ..., with the sum 1, whatever they answer.",
      valueName: "shares"))
  var schedule: ExitSchedule?

  func validate() throws {
    guard let schedule else { return }
    if exit.timesteps != nil {
      throw ValidationError("give --schedule or --timesteps, not both")
    }
    if schedule.parts == nil {
      throw ValidationError("--schedule here takes whole ten thousandths, as 0.34,0.36,0.07,0.23")
    }
  }

  /// The policy that the accelerator runs under: with a schedule every input runs all its timesteps.
  func policy(_ model: Model) throws -> EnginePolicy {
    let policy = try exit.policy(model)
    guard let schedule else { return policy }
    try schedule.check(model)
    return policy.leaving(at: schedule.shares.count)
  }
}

/// What inputs came to on one machine, schedule included.
struct ModelledRun {
  let activity: Activity
  /// By exit timestep, timestep 1 first.
  let exits: [ExitCounts]

  init(_ activity: Activity, _ exits: [ExitCounts], _ schedule: ExitSchedule?) throws {
    guard let parts = schedule?.parts else {
      self.activity = activity
      self.exits = exits
      return
    }
    (self.activity, self.exits) = try activity.scheduled(parts)
  }

  /// Timesteps an input.
  var meanTimesteps: Double {
    Double(activity.timesteps) / Double(max(activity.inputs, 1))
  }
}
