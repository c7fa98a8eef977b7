import ATSNNRuntime
import Testing

/// Replays every committed vector: digests, traces, logits, answers, scores, counts, exit.
@Suite struct GoldenVectorTests {
  @Test func vectorsArePresent() {
    #expect(!GoldenFolder.all.isEmpty, "no vectors under Tests/Vectors")
  }

  @Test(arguments: GoldenFolder.all)
  func replaysBitForBit(_ folder: GoldenFolder) throws {
    let model = try LoadedModel(folder)
    var session = try model.session()
    for vector in folder.committedVectors {
      let input = try folder.inputBytes(vector)
      try session.begin(input)
      var last: Step?
      for (index, expected) in vector.timesteps.enumerated() {
        let step = try session.step(input)
        let place = "\(folder.name) \(vector.name) timestep \(index + 1)"
        compareNodes(session, expected, place)
        compareAnswer(session, step, expected, place)
        last = step
      }
      #expect(last?.exits == true)
      #expect(last?.timestep == vector.exit_timestep)
      #expect(last?.prediction == vector.prediction)
      if let reason = vector.exit_reason {
        #expect(last?.reason.map { "\($0)" } == reason, "\(folder.name) \(vector.name)")
      }
    }
    #expect(model.memory.guardsAreIntact)
  }

  private func compareNodes(
    _ session: borrowing Session, _ expected: GoldenFolder.Timestep, _ place: String
  ) {
    #expect(expected.nodes.count == session.image.nodeCount - 1)
    for (index, node) in expected.nodes.enumerated() {
      #expect(
        hexadecimal(session.outputDigest(node: index)) == node.output, "\(place) node \(index)")
      if let membranes = node.membranes {
        let digest = hexadecimal(session.membraneDigest(node: index))
        #expect(digest == membranes, "\(place) node \(index)")
      }
      compareTrace(session, index, node.trace, place)
    }
    for index in 0..<session.image.nodeCount {
      let counts = session.counts(node: index)
      #expect(counts.synapticOperations == expected.synaptic_operations[index], "\(place) \(index)")
      #expect(counts.saturations == expected.saturations[index], "\(place) node \(index)")
    }
  }

  private func compareTrace(
    _ session: borrowing Session, _ node: Int, _ trace: GoldenFolder.Trace?, _ place: String
  ) {
    let outputs = trace?.output ?? []
    let membranes = trace?.membranes ?? []
    let output = outputs.indices.map { session.output(node: node, element: $0) }
    let potentials = membranes.indices.map { session.membrane(node: node, element: $0) }
    #expect(output == outputs, "\(place) output of node \(node)")
    #expect(potentials == membranes, "\(place) membranes of node \(node)")
    if session.image.node(node).kind == .spiking, !outputs.isEmpty {
      #expect(Int(session.counts(node: node).spikes) == outputs.reduce(0, +), "\(place)")
    }
  }

  private func compareAnswer(
    _ session: borrowing Session, _ step: Step, _ expected: GoldenFolder.Timestep, _ place: String
  ) {
    #expect(Array(session.logits()) == expected.logits, "\(place)")
    #expect(Array(session.readout()) == expected.readout, "\(place)")
    #expect(step.score.map { [$0.numerator, $0.denominator] } == expected.score, "\(place)")
  }

  private func hexadecimal(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
