import Testing

@testable import ATSNNRuntime

/// A caller's policy in place of the image's (rule X7).
@Suite struct ExitPolicyTests {
  private func model() throws -> (LoadedModel, AlignedMemory) {
    let folder = try #require(GoldenFolder.all.first { $0.name == "exit-confidence" })
    return (try LoadedModel(folder), try folder.inputBytes(folder.committedVectors[0]))
  }

  private func exit(
    _ policy: ExitPolicy, thresholds: [Int: UInt32] = [:]
  ) throws -> Step {
    let (model, input) = try model()
    var session = try model.session()
    try session.setPolicy(policy)
    for (timestep, threshold) in thresholds {
      try session.setThreshold(threshold, timestep: timestep)
    }
    return try session.run(image: input.raw)
  }

  @Test func minimumAndMaximumBoundTheExit() throws {
    let last = try model().0.image.timesteps
    var policy = ExitPolicy(
      score: .margin, minimumTimestep: 1, maximumTimestep: last, uniformThreshold: 0)
    #expect(try exit(policy).timestep == 1)
    policy.minimumTimestep = 2
    #expect(try exit(policy).timestep == 2)
    policy.score = .never
    policy.uniformThreshold = nil
    #expect(try exit(policy).timestep == last)
    policy.maximumTimestep = 1
    #expect(try exit(policy).timestep == 1)
  }

  @Test func thresholdsOfSingleTimesteps() throws {
    let last = try model().0.image.timesteps
    let policy = ExitPolicy(
      score: .margin, minimumTimestep: 1, maximumTimestep: last, uniformThreshold: .max)
    #expect(try exit(policy).timestep == last)
    #expect(try exit(policy, thresholds: [2: 0]).timestep == 2)
  }

  @Test func theScoreIsRecordedAtEveryTimestep() throws {
    let last = try model().0.image.timesteps
    let margin = ExitPolicy(
      score: .margin, minimumTimestep: last, maximumTimestep: last, uniformThreshold: 0)
    #expect(try exit(margin).score?.denominator == 1)
    let never = ExitPolicy(score: .never, minimumTimestep: 1, maximumTimestep: 1)
    #expect(try exit(never).score == nil)
  }

  @Test func valuesOutOfRangeAreRefused() throws {
    let (model, _) = try model()
    let last = model.image.timesteps
    for bad in [
      ExitPolicy(score: .never, minimumTimestep: 0, maximumTimestep: 1),
      ExitPolicy(score: .never, minimumTimestep: 1, maximumTimestep: last + 1),
      ExitPolicy(score: .entropy, minimumTimestep: 1, maximumTimestep: 1),
      ExitPolicy(
        score: .entropy, minimumTimestep: 1, maximumTimestep: 1, uniformThreshold: 786_433),
      ExitPolicy(
        score: .confidence, minimumTimestep: 1, maximumTimestep: 1, uniformThreshold: 1 << 24 + 2),
      ExitPolicy(score: .never, minimumTimestep: 1, maximumTimestep: 1, budget: 0),
      ExitPolicy(score: .never, minimumTimestep: 1, maximumTimestep: 1, budget: 1 << 63),
    ] {
      #expect(throws: SessionError.policy) { _ = try exit(bad) }
    }
  }

  @Test func aRunIsNotChanged() throws {
    let (model, input) = try model()
    var session = try model.session()
    let policy = session.policy
    try session.begin(image: input.raw)
    try session.setPolicy(policy)
    guard try !session.step().exits else { return }
    do {
      try session.setPolicy(policy)
      Issue.record("the policy was changed during a run")
    } catch { #expect(error == .running) }
  }
}
