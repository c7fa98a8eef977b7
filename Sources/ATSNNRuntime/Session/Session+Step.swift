extension Session {
  /// All nodes in order, then the exit test.
  @inline(__always)
  mutating func advance(
    frame: UnsafeRawPointer?, after: (Int) -> Void = { _ in }
  ) throws(SessionError) -> Step {
    guard phase != .idle else { throw .notBegun }
    guard phase != .finished else { throw .finished }
    workspace.frame = frame
    for index in 0..<workspace.layerCount {
      let counts = kernels.run(workspace, index)
      workspace.layers[index].counts = counts
      operations &+= counts.synapticOperations
      workspace.feedWatchdog()
      after(index)
    }
    workspace.frame = nil
    timestep += 1
    operations &+= limits.neuronUpdates
    let step = finishedStep()
    if step.exits { phase = .finished }
    return step
  }

  /// Representation, score and decision of the timestep whose logits are there.
  private func finishedStep() -> Step {
    let record = image.timestep(timestep - 1)
    let state = readOutState
    state.update(image.outputNeuron, image.representation, weight: record.weight)
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
