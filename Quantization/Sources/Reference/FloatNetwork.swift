/// The float network as trained, evaluated node by node in single precision.
///
/// It is what the integer network is compared with: nothing is folded here.
public final class FloatNetwork: Sendable {
  public let graph: FloatGraph
  let steps: [FloatStep]
  /// Shapes of the value slots: the input, then every node.
  let slotShapes: [MapShape]
  /// Per input plane; 0 and 1 for events.
  let mean: [Float]
  let deviation: [Float]

  public init(_ graph: FloatGraph) {
    self.graph = graph
    steps = FloatStepBuilder(graph: graph).steps()
    slotShapes = [graph.input.shape] + graph.nodes.map(\.shape)
    switch graph.input.kind {
    case .image(_, let mean, let deviation):
      self.mean = mean.map(Float.init)
      self.deviation = deviation.map(Float.init)
    case .events:
      mean = [Float](repeating: 0, count: graph.input.shape.channels)
      deviation = [Float](repeating: 1, count: graph.input.shape.channels)
    }
  }

  /// Multiply-accumulates of the convolutions and linear nodes: those done once a record, and
  /// those of every timestep.
  public var multiplications: (once: Int, perTimestep: Int) {
    var (once, each) = (0, 0)
    for step in steps {
      var count = 0
      switch step.kernel {
      case .convolution(let weights, _, _): count = weights.count * step.shape.pixels
      case .linear(let weights, _): count = weights.count
      default: break
      }
      if step.isStatic { once += count } else { each += count }
    }
    return (once, each)
  }

  /// Runs `records` (images or T event frames, bytes in element order) through all timesteps.
  ///
  /// - Parameter observe: called after every timestep (from 1) with the values of the batch.
  /// - Returns: the logits per record and timestep.
  func run(
    _ records: [[UInt8]], in workspace: FloatWorkspace,
    observe: (Int, FloatWorkspace) -> Void = { _, _ in }
  ) -> [[[Float]]] {
    let classes = graph.classCount
    var logits = [[[Float]]](repeating: [], count: records.count)
    workspace.begin(records)
    for timestep in 1...graph.timesteps {
      workspace.step(timestep, records)
      let output = workspace.values[graph.output.node + 1].pointer
      for image in records.indices {
        logits[image].append(
          Array(UnsafeBufferPointer(start: output + image * classes, count: classes)))
      }
      observe(timestep, workspace)
    }
    return logits
  }
}
