import Testing

@testable import ATSNNQuantization

/// `atsnn check`: every problem of a graph at once.
@Suite struct GraphCheckTests: GraphProblems {
  @Test func soundGraph_hasNoProblems() {
    expect(problems(sound), [])
  }

  @Test func brokenGraph_listsEveryProblemAtOnce() {
    let found = problems { builder in
      builder.members["timesteps"] = .number(0)
      builder.members["input"] = .object([
        .init("kind", .string("image")), .init("shape", .integers([1, 4, 4])),
        .init("planes", .string("gray")), .init("mean", .numbers([300])),
        .init("std", .numbers([0])),
      ])
      builder.convolution(
        "conv", "input", weight: [2, 1, 3, 3], [Float](repeating: .nan, count: 18))
      builder.node("act", "relu", ["conv"], [:])
      builder.pool("pool", "max_pool", "conv", 2)
      builder.lif("spikes", "pool", tau: 0.5, threshold: -1)
      builder.node("missing", "linear", ["spikes"], ["weight": .string("nowhere")])
      builder.linear("logits", "flat", weight: [2, 7], [Float](repeating: 0, count: 14))
    }
    expect(
      found,
      [
        "timesteps", "mean outside 0...255", "std that is not positive", "nan at index 0",
        "layer type \"relu\" is not supported", "pooling of conv", "tau 0.5", "threshold -1.0",
        "tensor nowhere", "reads flat, which is no node", "act: nothing uses",
        "missing: nothing uses",
      ])
  }

  private static func heldOut(_ ranges: [Range<Int>]) -> JSONValue {
    let parts = ranges.map { range in
      JSONValue.object([
        .init("first", .integer(range.lowerBound)), .init("count", .integer(range.count)),
      ])
    }
    return .object([.init("held_out", .array(parts))])
  }

  @Test func heldOutRanges_mustAscend() throws {
    var builder = CheckpointBuilder()
    sound(&builder)
    builder.members["training"] = Self.heldOut([3..<5, 9..<10])
    #expect(try GraphChecker.graph(of: builder.checkpoint).heldOut == [3..<5, 9..<10])
    let found = problems { builder in
      sound(&builder)
      builder.members["training"] = Self.heldOut([3..<5, 4..<10])
    }
    expect(found, ["held_out: the range from 4 begins before the one before it ends"])
    let empty = problems { builder in
      sound(&builder)
      builder.members["training"] = Self.heldOut([3..<5, 6..<6])
    }
    expect(empty, ["graph.training.held_out[1]: \"count\""])
  }

  @Test func fixedWidths_areTaken() throws {
    let widths: [JSONValue.Member] = [
      .init("weight_bits", .integer(16)), .init("membrane_bits", .integer(32)),
    ]
    var builder = CheckpointBuilder()
    sound(&builder)
    builder.members["quantization"] = .object(widths)
    let fixed = try #require(try GraphChecker.graph(of: builder.checkpoint).fixed)
    #expect(fixed.weightBits == 16 && fixed.membraneBits == 32)
    let found = problems { builder in
      sound(&builder)
      builder.members["quantization"] = .object([
        .init("weight_bits", .integer(8)), .init("membrane_bits", .integer(24)),
      ])
    }
    expect(found, ["membrane_bits 24"])
  }

  @Test func cycle_isNamed() {
    let found = problems { builder in
      builder.convolution(
        "conv", "later", weight: [2, 1, 3, 3], [Float](repeating: 0.5, count: 18))
      builder.lif("later", "conv")
      builder.linear("logits", "later", weight: [2, 32], [Float](repeating: 0.5, count: 64))
    }
    expect(found, ["reads later, which does not come before it"])
  }

  @Test(arguments: ["groups", "dilation", "ceil_mode"])
  func keysOfOtherLayers_areRefusedWithRemedy(key: String) {
    let found = problems { builder in
      sound(&builder)
      guard var members = builder.nodes[0].members else { return }
      members.append(.init(key, .number(1)))
      builder.nodes[0] = .object(members)
    }
    expect(found, ["\"\(key)\" is not a key of this object; remove it: only"])
  }

  @Test func wrongShapes_areNamed() {
    let found = problems { builder in
      builder.convolution("conv", "input", weight: [2, 3, 3, 3], [Float](repeating: 0, count: 54))
      builder.lif("spikes", "conv")
      builder.linear("logits", "spikes", weight: [2, 33], [Float](repeating: 0, count: 66))
    }
    expect(found, ["shape [2, 3, 3, 3], not [any, 1, any, any]"])
  }

  @Test func maximumOfCounts_andEvenKernels_areRefused() {
    let found = problems { builder in
      builder.convolution("conv", "input", weight: [2, 1, 2, 2], [Float](repeating: 0, count: 8))
      builder.lif("spikes", "conv")
      builder.pool("average", "avg_pool", "spikes", 2)
      builder.pool("greatest", "max_pool", "average", 1)
      builder.linear("logits", "greatest", weight: [2, 2], [0, 0, 0, 0])
    }
    #expect(found.contains { $0.contains("maximum pooling of counts") })
    #expect(found.contains { $0.contains("odd kernels") })
  }

  @Test func countsAbove16Bits_areRefused() {
    let found = problems { builder in
      builder = CheckpointBuilder(height: 300, width: 300)
      builder.convolution("conv", "input", weight: [1, 1, 1, 1], [1])
      builder.lif("spikes", "conv")
      builder.node(
        "average", "avg_pool", ["spikes"],
        ["kernel": .integers([255, 255]), "stride": .integers([1, 1])])
      builder.node(
        "again", "avg_pool", ["average"],
        ["kernel": .integers([2, 2]), "stride": .integers([2, 2])])
      builder.linear("logits", "again", weight: [2, 529], [Float](repeating: 0, count: 1058))
    }
    expect(found, ["its counts reach 260100, above 65535"])
  }

  @Test func currentsInChain_areRefused() {
    let found = problems { builder in
      builder.convolution("a", "input", weight: [1, 1, 1, 1], [1])
      builder.convolution("b", "a", weight: [1, 1, 1, 1], [1])
      builder.lif("spikes", "b")
      builder.node("flat", "flatten", ["spikes"], [:])
      builder.lif("other", "flat")
      builder.linear("logits", "other", weight: [2, 16], [Float](repeating: 0, count: 32))
    }
    expect(found, ["it reads a, a current", "it reads the flattened flat"])
  }

  @Test func sumsOfSums_areCountedQuickly() {
    let found = problems { builder in
      builder.convolution("conv", "input", weight: [1, 1, 1, 1], [1])
      var last = "conv"
      for index in 0..<60 {
        builder.node("sum\(index)", "add", [last, last], [:])
        last = "sum\(index)"
      }
      builder.lif("spikes", last)
      builder.linear("logits", "spikes", weight: [2, 16], [Float](repeating: 0, count: 32))
    }
    expect(found, ["node spikes: 1048576 connections"])
  }

  @Test func chainedPools_areRefusedWithoutOverflow() {
    let found = problems { builder in
      builder = CheckpointBuilder(height: 8, width: 8)
      builder.convolution("conv", "input", weight: [1, 1, 1, 1], [1])
      builder.lif("spikes", "conv")
      var last = "spikes"
      for index in 0..<9 {
        builder.node(
          "pool\(index)", "avg_pool", [last],
          [
            "kernel": .integers([255, 255]), "stride": .integers([1, 1]),
            "padding": .integers([127, 127]),
          ])
        last = "pool\(index)"
      }
      builder.linear("logits", last, weight: [2, 64], [Float](repeating: 0, count: 128))
    }
    #expect(found.contains { $0.contains("node pool1: its counts reach") })
  }

  @Test(arguments: ["a\u{0}b", "a\u{1B}[2J", "a\nb", "\u{85}"])
  func controlCharacters_areRefused(name: String) {
    let node = problems { builder in
      builder.convolution(
        name, "input", weight: [2, 1, 3, 3], [Float](repeating: 0.5, count: 18))
      builder.lif("spikes", name)
      builder.linear("logits", "spikes", weight: [2, 32], [Float](repeating: 0.5, count: 64))
    }
    #expect(node.contains { $0.contains("\"name\" holds a control character") })
    let graph = problems { builder in
      sound(&builder)
      builder.members["name"] = .string(name)
    }
    expect(graph, ["graph: \"name\" holds a control character"])
  }

  @Test func squareKernels_areReportedOnce() {
    let found = problems { builder in
      builder.convolution("conv", "input", weight: [2, 1, 2, 2], [Float](repeating: 0, count: 8))
      builder.lif("spikes", "conv")
      builder.linear("logits", "spikes", weight: [2, 50], [Float](repeating: 0, count: 100))
    }
    expect(found, ["a kernel side of 2"])
  }
}
