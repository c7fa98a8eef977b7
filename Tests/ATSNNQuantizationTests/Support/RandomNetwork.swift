@testable import ATSNNQuantization

/// Small networks of random shapes, layers and weights that use every node type.
enum RandomNetwork {
  static func builder(seed: UInt64) -> CheckpointBuilder {
    var random = Random(seed: seed)
    let (height, width) = (5 + random.below(4), 5 + random.below(4))
    var builder = CheckpointBuilder(height: height, width: width, timesteps: 4)
    builder.members["input"] = .object([
      .init("kind", .string("image")), .init("shape", .integers([3, height, width])),
      .init("planes", .string("RGB")), .init("mean", .numbers([100, 120, 140])),
      .init("std", .numbers([50, 60, 70])),
    ])
    block(&builder, &random, "a", from: "input", inputs: 3, channels: 4, stride: 1)
    residual(&builder, &random, from: "a.spikes")
    let shape = pooled(&builder, &random, MapShape(channels: 4, height: height, width: width))
    block(&builder, &random, "c", from: "pool", inputs: 4, channels: 5, stride: 1)
    builder.node("flat", "flatten", ["c.spikes"], [:])
    let inputs = 5 * shape.pixels
    builder.linear(
      "logits", "flat", weight: [3, inputs], random.reals(3 * inputs, scale: 0.3),
      bias: random.reals(3))
    return builder
  }

  /// Convolution, batch norm and a neuron of a random kind.
  private static func block(
    _ builder: inout CheckpointBuilder, _ random: inout Random, _ name: String, from: String,
    inputs: Int, channels: Int, stride: Int
  ) {
    let kernel = [1, 3, 5][random.below(3)]
    let count = channels * inputs * kernel * kernel
    builder.convolution(
      "\(name).conv", from, weight: [channels, inputs, kernel, kernel],
      random.reals(count, scale: 3 / Float(inputs * kernel)),
      bias: random.below(2) == 0 ? nil : random.reals(channels, scale: 0.2), stride: stride)
    norm(&builder, &random, "\(name).norm", from: "\(name).conv", channels)
    neuron(&builder, &random, "\(name).spikes", from: "\(name).norm")
  }

  private static func norm(
    _ builder: inout CheckpointBuilder, _ random: inout Random, _ name: String, from: String,
    _ channels: Int
  ) {
    builder.batchNorm(
      name, from,
      [
        random.reals(channels, scale: 0.5, offset: 1),
        random.reals(channels, scale: 0.3, offset: 0.3),
        random.reals(channels, scale: 0.3), random.reals(channels, scale: 0.3, offset: 0.6),
      ])
  }

  private static func neuron(
    _ builder: inout CheckpointBuilder, _ random: inout Random, _ name: String, from: String
  ) {
    let isSoft = random.below(3) == 0
    let rest = isSoft || random.below(2) == 0 ? nil : Double(random.real()) * 0.3
    builder.lif(
      name, from, tau: [2, 4.0 / 3, 3, 4][random.below(4)], decaysInput: random.below(2) == 0,
      threshold: 0.5 + Double(random.below(8)) / 10, compare: random.below(2) == 0 ? ">=" : ">",
      reset: isSoft ? "soft" : "hard", rest: rest)
  }

  /// A block with an identity or a projection beside it, batch norm over the sum.
  private static func residual(
    _ builder: inout CheckpointBuilder, _ random: inout Random, from: String
  ) {
    builder.convolution(
      "b.conv", from, weight: [4, 4, 3, 3], random.reals(144, scale: 0.3))
    var other = from
    if random.below(2) == 0 {
      builder.convolution("b.side", from, weight: [4, 4, 1, 1], random.reals(16, scale: 0.5))
      other = "b.side"
    }
    builder.node("b.sum", "add", ["b.conv", other], [:])
    norm(&builder, &random, "b.norm", from: "b.sum", 4)
    neuron(&builder, &random, "b.spikes", from: "b.norm")
  }

  /// A pooling of a random kind; the shape it leaves.
  private static func pooled(
    _ builder: inout CheckpointBuilder, _ random: inout Random, _ shape: MapShape
  ) -> MapShape {
    let padding = random.below(2)
    builder.pool(
      "pool", random.below(2) == 0 ? "max_pool" : "avg_pool", "b.spikes", 2, padding: padding)
    return MapShape(
      channels: 4, height: (shape.height + 2 * padding - 2) / 2 + 1,
      width: (shape.width + 2 * padding - 2) / 2 + 1)
  }
}
