import Testing

@testable import ATSNNRuntime

/// Timesteps that run together end where single ones do, with the same bits.
@Suite struct GroupTests {
  @Test(arguments: GoldenFolder.all)
  func groupsEndAsStepsDo(_ folder: GoldenFolder) throws {
    let model = try LoadedModel(folder)
    for kernels in KernelSet.present {
      var session = try model.session(kernels: kernels)
      for policy in Self.policies(model.image, worst: session.limits.timestep) {
        try session.setPolicy(policy)
        for vector in folder.committedVectors.prefix(2) {
          try compare(&session, try folder.inputBytes(vector), "\(folder) \(kernels) \(policy)")
        }
      }
    }
    #expect(model.memory.guardsAreIntact)
  }

  /// A fixed number of timesteps, at most as many together as there is memory for.
  @Test func fixedTimestepsRunTogether() throws {
    for folder in GoldenFolder.all where !folder.committedVectors.isEmpty {
      let model = try LoadedModel(folder)
      var session = try model.session()
      try session.setPolicy(
        ExitPolicy(score: .never, minimumTimestep: 1, maximumTimestep: model.image.timesteps))
      let input = try folder.inputBytes(folder.committedVectors[0])
      try session.begin(input)
      var calls = 1
      while try !session.stepGroup(input).exits { calls += 1 }
      let most = TimestepGroup.greatest(model.image)
      #expect(calls == (model.image.timesteps + most - 1) / most, "\(folder)")
    }
  }

  private static func policies(_ image: ModelImage, worst: UInt64) -> [ExitPolicy] {
    let last = image.timesteps
    var policies = [
      image.exitPolicy, ExitPolicy(score: .never, minimumTimestep: 1, maximumTimestep: last),
    ]
    if last <= 8 {
      for budget in [worst, worst + worst / 2, 2 * worst + worst / 2] where budget > 0 {
        policies.append(
          ExitPolicy(score: .never, minimumTimestep: 1, maximumTimestep: last, budget: budget))
      }
      policies.append(
        ExitPolicy(
          score: .margin, minimumTimestep: min(3, last), maximumTimestep: last,
          uniformThreshold: 1))
    }
    return policies
  }

  private func compare(
    _ session: inout Session, _ input: AlignedMemory, _ place: String
  ) throws {
    try session.begin(input)
    var steps: [SessionState] = []
    repeat {
      steps.append(SessionState(try session.step(input), of: session))
    } while !session.isFinished
    try session.begin(input)
    var first = 0
    repeat {
      let state = SessionState(try session.stepGroup(input), of: session)
      #expect(state == steps[state.step.timestep - 1], "\(place)")
      for index in state.counts.indices {
        let sum = steps[first..<state.step.timestep].reduce(into: NodeCounts()) {
          $0.add($1.counts[index])
        }
        #expect(session.groupCounts(node: index) == sum, "\(place) node \(index)")
      }
      first = state.step.timestep
    } while !session.isFinished
    #expect(first == steps.count, "\(place)")
  }
}
