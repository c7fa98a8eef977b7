import Testing

@testable import ATSNNQuantization

/// Networks that see event frames.
@Suite struct EventTests {
  /// Random frames of counts, `timesteps` a record.
  private struct Frames: CalibrationData {
    let recordShape = MapShape(channels: 2, height: 5, width: 5)
    let timesteps: Int
    let count = 40
    var isEvents: Bool { true }

    func label(_ index: Int) -> Int? { index % 2 }
    func file(_ index: Int) -> String { "Train/\(index % 2)/\(index).bin" }

    func record(_ index: Int, timesteps: Int, binning: GraphInput.EventBinning)
      throws(QuantizationError) -> [UInt8]
    {
      var random = Random(seed: UInt64(index) + 1)
      return (0..<timesteps * recordShape.elements).map { _ in UInt8(random.below(4)) }
    }
  }

  private func checkpoint() -> Checkpoint {
    var random = Random(seed: 9)
    var builder = CheckpointBuilder(timesteps: 3)
    builder.members["input"] = .object([
      .init("kind", .string("events")), .init("shape", .integers([2, 5, 5])),
      .init("binning", .string("time")),
    ])
    builder.convolution("conv", "input", weight: [3, 2, 3, 3], random.reals(54, scale: 0.5))
    builder.lif("spikes", "conv")
    builder.linear("logits", "spikes", weight: [2, 75], random.reals(150))
    return builder.checkpoint
  }

  @Test func wideIntegers_agreeWithTheFloatNetwork() throws {
    var request = QuantizeRequest(checkpoint: checkpoint(), data: Frames(timesteps: 3))
    request.weightBits = 16
    let result = try Quantizer.run(request)
    let agreement = result.report["layers"]?.array?.first?["agreement"]?.number
    #expect((agreement ?? 0) > 0.99)
    #expect(result.image[16] & 3 == 3)
  }

  @Test func imagesForAnEventNetwork_areRefused() {
    let data = MemoryData.random(
      MapShape(channels: 2, height: 5, width: 5), count: 9, classes: 2, seed: 1)
    let request = QuantizeRequest(checkpoint: checkpoint(), data: data)
    #expect {
      try Quantizer.run(request)
    } throws: { "\($0)".contains("images for a network of events") }
  }
}
