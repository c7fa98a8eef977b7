import ATSNNRuntime
import Testing

@testable import ATSNNQuantization

/// Folding changes no spike: the lowered network against the float reference as trained.
@Suite struct LoweringTests {
  @Test(arguments: 1...24)
  func lowered_matchesFloatReference(seed: Int) throws {
    let builder = RandomNetwork.builder(seed: UInt64(seed))
    let graph = try GraphChecker.graph(of: builder.checkpoint)
    let lowered = Lowering.lower(graph)
    var random = Random(seed: UInt64(seed) + 1000)
    let image = random.bytes(graph.input.shape.elements)
    let float = FloatNetwork(graph)
    var spikes: [[[Float]]] = []
    let logits = float.run([image], in: FloatWorkspace(float, capacity: 1)) { _, workspace in
      spikes.append(Self.spikes(workspace, lowered))
    }
    var evaluator = LoweredEvaluator(lowered)
    for (timestep, values) in evaluator.run(image).enumerated() {
      for (layer, expected) in zip(values.dropLast(), spikes[timestep]) {
        #expect(layer.map(Float.init) == expected, "timestep \(timestep + 1)")
      }
      for (own, reference) in zip(values.last ?? [], logits[0][timestep]) {
        #expect(abs(own - Double(reference)) < 1e-4)
      }
    }
  }

  private static func spikes(_ workspace: FloatWorkspace, _ network: LoweredNetwork) -> [[Float]] {
    network.layers.compactMap { layer in
      guard case .spiking = layer.kind else { return nil }
      let values = workspace.values[layer.graphNode + 1].pointer
      return Array(UnsafeBufferPointer(start: values, count: layer.shape.elements))
    }
  }

  @Test func linearAfterFlatten_isPermutedToElementOrder() throws {
    var builder = CheckpointBuilder(height: 1, width: 2)
    builder.convolution("conv", "input", weight: [2, 1, 1, 1], [1, 1])
    builder.lif("spikes", "conv")
    builder.node("flat", "flatten", ["spikes"], [:])
    builder.linear("logits", "flat", weight: [2, 4], [0, 1, 2, 3, 10, 11, 12, 13])
    let lowered = Lowering.lower(try GraphChecker.graph(of: builder.checkpoint))
    // PyTorch's order is c then x; elements are x then c.
    #expect(lowered.layers[1].terms[0].weights == [0, 10, 2, 12, 1, 11, 3, 13])
  }

  @Test func fractionOfTheMean_goesIntoTheBiasWithAWarning() throws {
    var builder = CheckpointBuilder(height: 1, width: 1)
    builder.members["input"] = .object([
      .init("kind", .string("image")), .init("shape", .integers([1, 1, 1])),
      .init("planes", .string("gray")), .init("mean", .numbers([72.75])),
      .init("std", .numbers([2])),
    ])
    builder.convolution("conv", "input", weight: [1, 1, 1, 1], [8])
    builder.lif("spikes", "conv")
    builder.linear("logits", "spikes", weight: [2, 1], [1, 1])
    let lowered = Lowering.lower(try GraphChecker.graph(of: builder.checkpoint))
    #expect(lowered.zeroPoints == [73])
    #expect(lowered.layers[0].terms[0].weights == [2])
    #expect(lowered.layers[0].bias == [0.5])
    #expect(lowered.warnings.count == 1)
  }

  @Test(arguments: [
    (0.25, Leak.retain(shift: 2)), (0.5, .retain(shift: 1)), (0.75, .decay(shift: 2)), (1, .none),
    (0.5 + 4e-7, .retain(shift: 1)), (2.0 / 3, .multiply(21845)), (0, .multiply(0)),
  ])
  func leaks_takeTheirExactForm(retain: Double, expected: Leak) {
    #expect(Leak(retain: retain) == expected)
  }

  @Test func averagePools_chainTheirDivisorsAndCounts() throws {
    var builder = CheckpointBuilder(height: 8, width: 8)
    builder.convolution("conv", "input", weight: [1, 1, 1, 1], [1])
    builder.lif("spikes", "conv")
    builder.pool("first", "avg_pool", "spikes", 2)
    builder.node("second", "global_avg_pool", ["first"], [:])
    builder.linear("logits", "second", weight: [2, 1], [64, 128])
    let lowered = Lowering.lower(try GraphChecker.graph(of: builder.checkpoint))
    #expect(lowered.layers.map(\.maximumCount) == [1, 4, 64, 0])
    #expect(lowered.layers[3].terms[0].weights == [1, 2])
  }

  @Test func identityOfAveragedCounts_isDividedByTheKernel() throws {
    var builder = CheckpointBuilder(height: 4, width: 4)
    builder.convolution("conv", "input", weight: [1, 1, 1, 1], [1])
    builder.lif("spikes", "conv")
    builder.pool("pool", "avg_pool", "spikes", 2)
    builder.convolution("main", "pool", weight: [1, 1, 1, 1], [8])
    builder.node("sum", "add", ["main", "pool"], [:])
    builder.lif("late", "sum", decaysInput: false)
    builder.linear("logits", "late", weight: [2, 4], [Float](repeating: 1, count: 8))
    let lowered = Lowering.lower(try GraphChecker.graph(of: builder.checkpoint))
    let terms = lowered.layers[2].terms
    #expect(terms.map(\.weights) == [[2], [0.25]])
    #expect(terms[1].kind == .identity)
  }

  /// At a corner 5 of the 9 taps lie outside, each a weight of 2 times a fraction of -0.25, halved
  /// by tau, against a threshold of 0.5.
  @Test func fractionOfTheMean_statesTheWorstErrorAtTheBorder() throws {
    var builder = CheckpointBuilder(height: 4, width: 4)
    builder.members["input"] = .object([
      .init("kind", .string("image")), .init("shape", .integers([1, 4, 4])),
      .init("planes", .string("gray")), .init("mean", .numbers([72.75])),
      .init("std", .numbers([1])),
    ])
    builder.convolution(
      "conv", "input", weight: [1, 1, 3, 3], [Float](repeating: 2, count: 9))
    builder.lif("spikes", "conv", threshold: 0.5)
    builder.linear("logits", "spikes", weight: [2, 16], [Float](repeating: 1, count: 32))
    let lowered = Lowering.lower(try GraphChecker.graph(of: builder.checkpoint))
    #expect(lowered.warnings.map { $0.contains("wrong by up to 2.5 thresholds") } == [true])
  }
}
