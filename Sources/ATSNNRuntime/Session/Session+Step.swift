extension Session {
  /// All nodes in order for a group of timesteps, then the exit test of the last.
  ///
  /// - Parameters:
  ///   - frame: of the first timestep; the others' follow.
  ///   - after: called after each node, with its index.
  @inline(__always)
  mutating func advance(
    frame: UnsafeRawPointer?, after: (Int) -> Void = { _ in }
  ) throws(SessionError) -> Step {
    guard phase != .idle else { throw .notBegun }
    guard phase != .finished else { throw .finished }
    workspace.frame = frame
    for index in 0..<(workspace.layerCount - 1) {
      workspace.run(index)
      finish(index)
      after(index)
    }
    runReadOut()
    finish(workspace.layerCount - 1)
    after(workspace.layerCount - 1)
    let step = finishedStep()
    workspace.frame = nil
    if step.exits { phase = .finished }
    return step
  }

  private mutating func finish(_ index: Int) {
    operations &+= workspace.groupCounts(index).synapticOperations
    workspace.feedWatchdog()
  }

  /// The group's logits, and after each the answers so far.
  private mutating func runReadOut() {
    for place in 0..<workspace.timesteps {
      workspace.runReadOut(workspace.layerCount - 1, timestep: place)
      timestep += 1
      operations &+= limits.neuronUpdates
      readOutState.update(
        image.outputNeuron, image.representation, weight: image.timestep(timestep - 1).weight)
    }
  }

  /// Score and decision of the timestep whose answers are there.
  private func finishedStep() -> Step {
    let record = image.timestep(timestep - 1)
    let state = readOutState
    let prediction = state.prediction
    let test = ExitTest(kind: policy.score, record: record, threshold: thresholds[timestep - 1])
    let score = test.score(state.answers, count: state.classes, prediction: prediction)
    return Step(
      timestep: timestep, reason: reason(test, score), prediction: prediction, score: score)
  }

  /// Rules X7, X9 and X10. Before the last timestep no sum here wraps (rule O4).
  private func reason(_ test: ExitTest, _ score: Score?) -> ExitReason? {
    if timestep >= policy.minimumTimestep, let score, test.passes(score) { return .score }
    if timestep >= policy.maximumTimestep { return .last }
    guard let budget = policy.budget, operations &+ limits.timestep > budget else { return nil }
    return .budget
  }

  var readOutState: ReadOutState { ReadOutState(workspace.layers[workspace.layerCount - 1]) }
}
