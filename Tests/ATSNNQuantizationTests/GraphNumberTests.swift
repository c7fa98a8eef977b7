import Testing

@testable import ATSNNQuantization

/// `atsnn check`: numbers that integers cannot stand for, and integers that a graph fixes.
@Suite struct GraphNumberTests: GraphProblems {
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

  @Test(arguments: [5e-324, 1e-31, 1e31, 1e308])
  func extremeNumbers_areRefused(value: Double) {
    let deviation = problems { builder in
      sound(&builder)
      builder.members["input"] = .object([
        .init("kind", .string("image")), .init("shape", .integers([1, 4, 4])),
        .init("planes", .string("gray")), .init("mean", .numbers([0])),
        .init("std", .numbers([value])),
      ])
    }
    expect(deviation, ["\"std\" holds \(value); give 0 or a size from 1e-30 to 1e30"])
    let weights = problems { builder in
      sound(&builder)
      builder.members["output"] = .object([
        .init("node", .string("logits")),
        .init("neuron", .object([.init("type", .string("none"))])),
        .init(
          "representation",
          .object([.init("type", .string("weighted")), .init("weights", .numbers([value, 0, 0]))])),
      ])
    }
    expect(weights, ["\"weights\" holds \(value)"])
    let scale = problems { builder in
      sound(&builder)
      builder.members["quantization"] = fixed("logits", "scale", [value])
    }
    expect(scale, ["\"scale\" holds \(value)"])
  }

  private func fixed(_ node: String, _ key: String, _ values: [Double]) -> JSONValue {
    .object([
      .init("weight_bits", .number(8)),
      .init("layers", .object([.init(node, .object([.init(key, .numbers(values))]))])),
    ])
  }

  @Test func foldedWeightsThatOverflow_areRefused() {
    let found = problems { builder in
      builder.convolution("conv", "input", weight: [1, 1, 1, 1], [3e38])
      builder.batchNorm("one", "conv", [[3e38], [0], [0], [0]])
      builder.batchNorm("two", "one", [[1], [3e38], [3e38], [0]])
      builder.lif("spikes", "two")
      builder.linear("logits", "spikes", weight: [2, 16], [Float](repeating: 1, count: 32))
    }
    expect(found, ["node spikes: its weights with batch norm"])
  }

  @Test func refusalsOfTheIntegers_areListed() {
    let huge = problems { builder in
      builder.convolution(
        "conv", "input", weight: [2, 1, 3, 3], [Float](repeating: 3e38, count: 18))
      builder.lif("spikes", "conv")
      builder.linear("logits", "spikes", weight: [2, 32], [Float](repeating: 0.5, count: 64))
    }
    expect(huge, ["16-bit membrane; train again"])
    let scale = problems { builder in
      sound(&builder)
      builder.members["quantization"] = fixed("spikes", "scale", [1e30, 1e30])
    }
    expect(scale, ["16-bit membrane; fix another scale or shift"])
    let shift = problems { builder in
      sound(&builder)
      builder.members["quantization"] = fixed("spikes", "shift", [-16, -16])
    }
    expect(shift, ["fix"])
    let threshold = problems { builder in
      builder.convolution(
        "conv", "input", weight: [2, 1, 3, 3], [Float](repeating: 0.5, count: 18))
      builder.lif("spikes", "conv", threshold: 1e-30)
      builder.linear("logits", "spikes", weight: [2, 32], [Float](repeating: 0.5, count: 64))
    }
    expect(threshold, ["16-bit membrane; train again"])
  }
}
