import Testing

@testable import ATSNNQuantization

/// `atsnn check`: every problem of a graph at once.
@Suite struct GraphCheckTests {
  private func problems(_ build: (inout CheckpointBuilder) -> Void) -> [String] {
    var builder = CheckpointBuilder()
    build(&builder)
    return GraphChecker.problems(in: builder.checkpoint).map(\.description)
  }

  private func expect(_ problems: [String], _ expected: [String]) {
    #expect(problems.count == expected.count, "\(problems.joined(separator: "\n"))")
    for text in expected {
      #expect(problems.contains { $0.contains(text) }, "\(text) in \(problems)")
    }
  }

  /// conv - lif - linear, all sound.
  private func sound(_ builder: inout CheckpointBuilder) {
    builder.convolution("conv", "input", weight: [2, 1, 3, 3], [Float](repeating: 0.5, count: 18))
    builder.lif("spikes", "conv")
    builder.linear("logits", "spikes", weight: [2, 32], [Float](repeating: 0.5, count: 64))
  }

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

  @Test func fixedIntegers_areChecked() {
    let found = problems { builder in
      sound(&builder)
      builder.members["quantization"] = .object([
        .init("weight_bits", .number(9)),
        .init(
          "layers",
          .object([
            .init("spikes", .object([.init("scale", .numbers([1]))])),
            .init("conv", .object([.init("scale", .numbers([1]))])),
          ])),
      ])
    }
    expect(
      found, ["weight_bits 9", "\"scale\" is not 2 numbers", "neither a neuron nor the output"])
  }
}
