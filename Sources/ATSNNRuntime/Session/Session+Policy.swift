extension Session {
  /// Gives the session another policy for the runs that follow.
  ///
  /// Timesteps are 1...timesteps of the image; a minimum above the maximum is allowed and means that
  /// only the maximum answers. The image's thresholds serve only the image's own score.
  /// - Throws: `.running` between the first step and the answer; `.policy` for a value out of range.
  public mutating func setPolicy(_ policy: ExitPolicy) throws(SessionError) {
    guard phase != .running || timestep == 0 else { throw .running }
    let steps = 1...image.timesteps
    guard steps.contains(policy.minimumTimestep), steps.contains(policy.maximumTimestep) else {
      throw .policy
    }
    guard ExitPolicy.allows(policy.budget) else { throw .policy }
    if let threshold = policy.uniformThreshold {
      guard threshold <= policy.score.maximumThreshold else { throw .policy }
    } else {
      guard policy.score == image.exitPolicy.score || policy.score == .never else { throw .policy }
    }
    self.policy = policy
    useThresholds(of: policy)
  }

  /// Gives the runs that follow another budget, or none, and leaves the rest of the policy.
  ///
  /// - Throws: `.running`, `.policy` as `setPolicy` does.
  public mutating func setBudget(_ budget: UInt64?) throws(SessionError) {
    guard phase != .running || timestep == 0 else { throw .running }
    guard ExitPolicy.allows(budget) else { throw .policy }
    policy.budget = budget
  }

  /// Sets one timestep's threshold, after `setPolicy`, in units of the policy's score.
  ///
  /// - Parameter timestep: from 1.
  /// - Throws: `.running`, `.policy` as `setPolicy` does.
  public mutating func setThreshold(
    _ threshold: UInt32, timestep: Int
  ) throws(SessionError) {
    guard phase != .running || self.timestep == 0 else { throw .running }
    guard (1...image.timesteps).contains(timestep), threshold <= policy.score.maximumThreshold
    else { throw .policy }
    thresholds[timestep - 1] = threshold
  }

  /// The threshold in use at a timestep, from 1.
  public func threshold(timestep: Int) -> UInt32 {
    precondition((1...image.timesteps).contains(timestep))
    return thresholds[timestep - 1]
  }

  func useThresholds(of policy: ExitPolicy) {
    for index in 0..<image.timesteps {
      thresholds[index] = policy.uniformThreshold ?? image.timestep(index).threshold
    }
  }
}
