/// What `budget` says.
struct BudgetReport {
  /// Rule X9, 1...2^63 - 1; nil where not one operation fits.
  let budget: UInt64?
  /// Operations of a timestep at most (rule C5).
  let worstCase: UInt64
  /// Timesteps that run in any case unless the score ends the run: as many worst cases as fit.
  let certainTimesteps: Int

  /// - Parameters:
  ///   - operations: what fits, of any size and sign.
  ///   - worstCase: of a timestep.
  ///   - timesteps: the image's maximum.
  init(operations: Double, worstCase: UInt64, timesteps: Int) {
    budget = operations < 1 ? nil : UInt64(Int64(exactly: operations.rounded(.down)) ?? .max)
    self.worstCase = worstCase
    let fitting = (budget ?? 0) / max(worstCase, 1)
    certainTimesteps = Int(min(fitting, UInt64(timesteps)))
  }

  /// Whether no run passes the budget: timestep 1 always runs.
  var holds: Bool { certainTimesteps > 0 }

  var json: JSON {
    .object([
      ("budget", budget.map(JSON.count) ?? .null),
      ("worst_case_operations_per_timestep", .count(worstCase)),
      ("certain_timesteps", .integer(certainTimesteps)),
      ("holds", .boolean(holds)),
    ])
  }

  var text: String {
    """
    budget             \(budget.map { "--budget \($0)" } ?? "none: nothing fits")
    worst case         \(Format.integer(worstCase)) operations a timestep
    certain timesteps  \(certainTimesteps)\(holds ? "" : ": timestep 1 always runs and may pass it")
    """
  }
}
