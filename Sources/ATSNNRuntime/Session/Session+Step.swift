extension Session {
  /// All nodes in order, then the exit test.
  mutating func advance(frame: UnsafeRawPointer?) throws(SessionError) -> Step {
    guard phase != .idle else { throw .notBegun }
    guard phase != .finished else { throw .finished }
    workspace.frame = frame
    for index in 0..<workspace.layerCount {
      workspace.layers[index].counts = kernels.run(workspace, index)
    }
    workspace.frame = nil
    timestep += 1
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
      timestep: timestep, exits: exits(test, score), prediction: prediction, score: score)
  }

  /// Rule X7.
  private func exits(_ test: ExitTest, _ score: Score?) -> Bool {
    if timestep >= policy.maximumTimestep { return true }
    guard timestep >= policy.minimumTimestep, let score else { return false }
    return test.passes(score)
  }

  var readOutState: ReadOutState { ReadOutState(workspace.layers[workspace.layerCount - 1]) }
}
