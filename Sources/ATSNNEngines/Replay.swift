/// Runs one engine along one golden vector until they differ.
struct Replay {
  let engine: any Engine
  let vector: GoldenVector
  /// Finds the values behind the digests of a vector.
  let retrace: Retrace

  private var network: Network { engine.network }

  /// The first difference, nil where there is none. `input` is the vector's input.
  ///
  /// An engine that runs timesteps together goes along twice, the second time so.
  func firstDifference(_ input: UnsafeRawBufferPointer) throws(EngineError) -> Difference? {
    if let found = try follow(input, together: false) { return found }
    return engine.kind == .runtime ? try follow(input, together: true) : nil
  }

  private func follow(
    _ input: UnsafeRawBufferPointer, together: Bool
  ) throws(EngineError) -> Difference? {
    try engine.begin(input)
    while true {
      let step = together ? try engine.stepGroup(input) : try engine.step(input)
      guard step.timestep <= vector.timesteps.count else { return try exit(step, input) }
      let golden = vector.timesteps[step.timestep - 1]
      if let found = try nodes(golden, step.timestep, input) { return found }
      if let found = answers(golden, step) { return found }
      if step.exits || step.timestep == vector.timesteps.count { return try exit(step, input) }
    }
  }

  /// Compares node by node: what first leaves the vector is the cause of what follows.
  private func nodes(
    _ golden: GoldenTimestep, _ timestep: Int, _ input: UnsafeRawBufferPointer
  ) throws(EngineError) -> Difference? {
    for node in network.nodes.indices {
      if node < golden.nodes.count, !matches(golden.nodes[node], node) {
        let expected = try expectedTrace(golden.nodes[node], node, timestep, input)
        return named(node, timestep, expected, golden.nodes[node])
      }
      let operations = engine.synapticOperations(node)
      if operations != golden.synapticOperations[node] {
        return difference(
          timestep, node, .synapticOperations, golden.synapticOperations[node], operations)
      }
      let saturations = engine.saturations(node)
      if saturations != golden.saturations[node] {
        return difference(timestep, node, .saturations, golden.saturations[node], saturations)
      }
    }
    return nil
  }

  /// Whether digests and, where recorded, all values agree.
  private func matches(_ golden: GoldenNode, _ node: Int) -> Bool {
    guard engine.outputDigest(node) == golden.output else { return false }
    if let membranes = golden.membranes, engine.membraneDigest(node) != membranes { return false }
    guard let trace = golden.trace else { return true }
    return engine.trace(node) == trace
  }

  private func expectedTrace(
    _ golden: GoldenNode, _ node: Int, _ timestep: Int, _ input: UnsafeRawBufferPointer
  ) throws(EngineError) -> Retrace.Outcome {
    if let trace = golden.trace { return .trace(trace) }
    return try retrace.trace(of: node, at: timestep, of: vector, input)
  }

  /// The difference of a node, with the neuron where the expected values are known.
  private func named(
    _ node: Int, _ timestep: Int, _ outcome: Retrace.Outcome, _ golden: GoldenNode
  ) -> Difference {
    guard case .trace(let expected) = outcome else {
      return digests(node, timestep, golden, remark: outcome.remark)
    }
    let actual = engine.trace(node)
    for element in 0..<network.nodes[node].elements {
      let spikes = (expected.output[element], actual.output[element])
      if spikes.0 != spikes.1 { return neuron(timestep, node, element, .output, spikes) }
      guard let old = expected.membranes, let new = actual.membranes else { continue }
      let membranes = (old[element], new[element])
      if membranes.0 != membranes.1 { return neuron(timestep, node, element, .membrane, membranes) }
    }
    return digests(node, timestep, golden, remark: "all values agree, only the digest differs")
  }
}

// MARK: - What is said of a difference

extension Replay {
  private func neuron(
    _ timestep: Int, _ node: Int, _ element: Int, _ quantity: Difference.Quantity,
    _ values: (expected: Int, actual: Int)
  ) -> Difference {
    let place = network.nodes[node].place(element)
    return Difference(
      vector: vector.name, timestep: timestep, layer: node, layerName: network.nodes[node].name,
      neuron: element, place: .init(y: place.y, x: place.x, channel: place.channel),
      quantity: quantity, expected: .integer(values.expected), actual: .integer(values.actual),
      remark: nil)
  }

  private func difference(
    _ timestep: Int, _ node: Int, _ quantity: Difference.Quantity, _ expected: UInt64,
    _ actual: UInt64
  ) -> Difference {
    Difference(
      vector: vector.name, timestep: timestep, layer: node, layerName: network.nodes[node].name,
      neuron: nil, place: nil, quantity: quantity, expected: .integer(Int(clamping: expected)),
      actual: .integer(Int(clamping: actual)), remark: nil)
  }

  private func digests(
    _ node: Int, _ timestep: Int, _ golden: GoldenNode, remark: String?
  ) -> Difference {
    let isOutput = engine.outputDigest(node) != golden.output
    let expected = isOutput ? golden.output : golden.membranes ?? 0
    let actual = isOutput ? engine.outputDigest(node) : engine.membraneDigest(node)
    return Difference(
      vector: vector.name, timestep: timestep, layer: node, layerName: network.nodes[node].name,
      neuron: nil, place: nil, quantity: isOutput ? .output : .membrane,
      expected: .digest(expected), actual: .digest(actual), remark: remark)
  }
}
