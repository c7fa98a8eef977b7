extension Replay {
  /// Compares logits, read-out, score and prediction of a timestep.
  func answers(_ golden: GoldenTimestep, _ step: EngineStep) -> Difference? {
    if let found = classes(.logit, golden.logits, engine.logits(), step) { return found }
    if let found = classes(.readout, golden.readout, engine.readout(), step) { return found }
    guard step.score == golden.score else {
      return answer(step, .score, .score(golden.score), .score(step.score))
    }
    return nil
  }

  /// Compares when the run ends and with which class. `step` is the last one that both made.
  func exit(
    _ step: EngineStep, _ input: UnsafeRawBufferPointer
  ) throws(EngineError) -> Difference? {
    var last = step
    while !last.exits { last = try engine.step(input) }
    guard last.timestep == vector.exitTimestep else {
      return answer(
        step, .exitTimestep, .integer(vector.exitTimestep), .integer(last.timestep))
    }
    if let reason = vector.exitReason, last.reason != reason {
      return answer(
        step, .exitReason, .text(reason.name), .text(last.reason.map(\.name) ?? "none"))
    }
    guard last.prediction == vector.prediction else {
      return answer(step, .prediction, .integer(vector.prediction), .integer(last.prediction))
    }
    return nil
  }

  private func classes(
    _ quantity: Difference.Quantity, _ expected: [Int32], _ actual: [Int32], _ step: EngineStep
  ) -> Difference? {
    let first = actual.indices.first { $0 >= expected.count || actual[$0] != expected[$0] }
    guard let index = first else { return nil }
    let node = engine.network.nodes.count - 1
    let old = index < expected.count ? Int(expected[index]) : 0
    return Difference(
      vector: vector.name, timestep: step.timestep, layer: node,
      layerName: engine.network.nodes[node].name, neuron: index,
      place: .init(y: 0, x: 0, channel: index), quantity: quantity,
      expected: .integer(old), actual: .integer(Int(actual[index])), remark: nil)
  }

  private func answer(
    _ step: EngineStep, _ quantity: Difference.Quantity, _ expected: Difference.Value,
    _ actual: Difference.Value
  ) -> Difference {
    Difference(
      vector: vector.name, timestep: step.timestep, layer: nil, layerName: nil, neuron: nil,
      place: nil, quantity: quantity, expected: expected, actual: actual, remark: nil)
  }
}
