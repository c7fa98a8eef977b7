/// Finds the values behind the digests of a vector: runs the vectors' own image in another engine
/// and believes it only as far as its digests are the recorded ones.
struct Retrace {
  /// The vectors' own image.
  let model: Model
  let kind: EngineKind

  /// What came of it.
  enum Outcome {
    case trace(NodeTrace)
    /// The other engine leaves the vector too, at this timestep and node.
    case disagrees(timestep: Int, node: Int)

    /// Why there are no values.
    var remark: String? {
      guard case .disagrees(let timestep, let node) = self else { return nil }
      return "the other engine leaves the vector too (timestep \(timestep), layer \(node)), so no "
        + "neuron can be named"
    }
  }

  /// The values of `node` at the end of `timestep` (from 1) of `vector`.
  func trace(
    of node: Int, at timestep: Int, of vector: GoldenVector, _ input: UnsafeRawBufferPointer
  ) throws(EngineError) -> Outcome {
    let engine = try kind.engine(model)
    try engine.begin(input)
    for (index, golden) in vector.timesteps.prefix(timestep).enumerated() {
      _ = try engine.step(input)
      let nodes = index + 1 == timestep ? node + 1 : golden.nodes.count
      if let wrong = (0..<nodes).first(where: { !agrees(engine, $0, golden.nodes[$0]) }) {
        return .disagrees(timestep: index + 1, node: wrong)
      }
    }
    return .trace(engine.trace(node))
  }

  private func agrees(_ engine: any Engine, _ node: Int, _ golden: GoldenNode) -> Bool {
    guard engine.outputDigest(node) == golden.output else { return false }
    return golden.membranes.map { $0 == engine.membraneDigest(node) } ?? true
  }
}
