import Testing

@testable import ATSNNRuntime

/// Timesteps that run together end where single ones do, with the same bits.
@Suite struct GroupTests {
  /// What is there after a step.
  private struct State: Equatable {
    let step: Step
    let logits: [Int32]
    let answers: [Int32]
    let digests: [UInt64]
    let counts: [NodeCounts]
    let operations: UInt64
  }

  private static let kernels: [KernelSet] = [.reference, .baseline, .avx2, .avx512]
    .filter(\.isAvailable)

  @Test(arguments: GoldenFolder.all)
  func groupsEndAsStepsDo(_ folder: GoldenFolder) throws {
    let model = try LoadedModel(folder)
    for kernels in Self.kernels {
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
    var steps: [State] = []
    repeat { steps.append(state(session, try session.step(input))) } while !session.isFinished
    try session.begin(input)
    var first = 0
    repeat {
      let state = state(session, try session.stepGroup(input))
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

  private func state(_ session: borrowing Session, _ step: Step) -> State {
    var digests: [UInt64] = []
    for index in 0..<(session.image.nodeCount - 1) {
      digests.append(session.outputDigest(node: index))
      if session.image.node(index).kind == .spiking {
        digests.append(session.membraneDigest(node: index))
      }
    }
    var counts: [NodeCounts] = []
    for index in 0..<session.image.nodeCount { counts.append(session.counts(node: index)) }
    return State(
      step: step, logits: Array(session.logits()), answers: Array(session.readout()),
      digests: digests, counts: counts, operations: session.operations)
  }
}

extension Session {
  fileprivate var isFinished: Bool { phase == .finished }

  fileprivate mutating func stepGroup(_ input: AlignedMemory) throws(SessionError) -> Step {
    image.input.kind == .events ? try stepGroup(frames: input.raw) : try stepGroup()
  }
}
