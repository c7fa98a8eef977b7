import Testing

@testable import ATSNNQuantization

/// Scales, shifts, thresholds and bounds of single layers.
@Suite struct ScaleTests {
  /// One 1 x 1 convolution of `weights` into a LIF, then a linear node.
  private func integers(
    _ weights: [Float], bias: [Float]? = nil, bits: Int = 8, compare: String = ">=",
    reset: String = "hard", membraneBits: Int = 16
  ) throws -> (IntegerLayer, [String]) {
    var builder = CheckpointBuilder(height: 2, width: 2)
    builder.convolution("conv", "input", weight: [weights.count, 1, 1, 1], weights, bias: bias)
    builder.lif("spikes", "conv", decaysInput: false, compare: compare, reset: reset)
    let count = weights.count * 8
    builder.linear(
      "logits", "spikes", weight: [2, count / 2], [Float](repeating: 0.5, count: count))
    let lowered = Lowering.lower(try GraphChecker.graph(of: builder.checkpoint))
    let options = QuantizationOptions(weightBits: bits, membraneBits: membraneBits)
    let result = try NetworkQuantizer(network: lowered, options: options).quantize()
    return (result.network.layers[0], result.warnings)
  }

  @Test(arguments: [8, 16])
  func thresholds_landInTheAimedWindow(bits: Int) throws {
    var random = Random(seed: 3)
    let weights = random.reals(40, scale: 2)
    let (layer, _) = try integers(weights, bits: bits)
    for channel in weights.indices {
      #expect(layer.threshold[channel] >= 4096 && layer.threshold[channel] <= 8192)
      let unit = layer.scale[channel] * Double.power(ofTwo: Int(layer.shift[channel]))
      #expect(abs(Double(layer.threshold[channel]) * unit - 1) < 1e-12)
      #expect(layer.connections[0].weights[channel].magnitude >= (bits == 8 ? 127 : 32758))
    }
  }

  @Test func zeroChannel_getsThePowerOfTwo() throws {
    let (layer, warnings) = try integers([0, 0.5], bias: [0.25, 0])
    #expect(layer.threshold[0] == 8192)
    #expect(layer.scale[0] == 1.0 / 8192)
    #expect(layer.shift[0] == 0)
    #expect(layer.bias[0] == 2048)
    #expect(warnings.contains { $0.contains("1 channels (first 0) have only zero weights") })
  }

  @Test func vanishingWeights_limitTheUnit() throws {
    let (layer, warnings) = try integers([1e-12, 0.5])
    #expect(layer.threshold[0] == 8192)
    #expect(layer.shift[0] == 24)
    #expect(warnings.contains { $0.contains("their unit is limited") })
  }

  @Test func hugeWeights_lowerTheThreshold() throws {
    let (layer, warnings) = try integers([1e6, 0.5])
    #expect(layer.shift[0] < 0)
    #expect(layer.threshold[0] >= 1 && layer.threshold[0] < 1024)
    #expect(warnings.contains { $0.contains("thresholds below 1024") })
  }

  @Test func strictComparison_isOneHigherAndStillFits() throws {
    let least = try integers([127]).0
    let strict = try integers([127], compare: ">").0
    #expect(least.threshold[0] == 8192)
    #expect(strict.threshold[0] == 4097)
  }

  @Test func membranesThatKeep_haveTwiceTheRoom() throws {
    let layer = try integers([127], reset: "soft").0
    #expect(layer.reset == [4096])
    #expect(try integers([127]).0.reset == [0])
  }

  @Test func wideMembranes_getWideThresholds() throws {
    let layer = try integers([0.5], bits: 16, membraneBits: 32).0
    #expect(layer.threshold[0] > 1 << 19 && layer.threshold[0] <= 1 << 20)
    #expect(layer.membraneBits == 32)
  }

  @Test func fixedScaleThatOverflows_isRefusedWithNameAndBound() throws {
    var builder = CheckpointBuilder(height: 2, width: 2)
    builder.convolution("conv", "input", weight: [1, 1, 1, 1], [0.5], bias: [1e4])
    builder.lif("spikes", "conv")
    builder.linear("logits", "spikes", weight: [2, 4], [Float](repeating: 0.5, count: 8))
    builder.members["quantization"] = .object([
      .init("weight_bits", .number(8)),
      .init(
        "layers", .object([.init("spikes", .object([.init("scale", .numbers([2.328306e-6]))]))])),
    ])
    let lowered = Lowering.lower(try GraphChecker.graph(of: builder.checkpoint))
    let quantizer = NetworkQuantizer(network: lowered, options: QuantizationOptions())
    #expect {
      try quantizer.quantize()
    } throws: { error in
      "\(error)".contains("layer spikes") && "\(error)".contains("above int32")
    }
  }

  @Test func readoutThatOverflows_isRefused() throws {
    var builder = CheckpointBuilder(height: 64, width: 64, timesteps: 255)
    builder.members["output"] = CheckpointBuilder.output(neuron: "integrator", kind: "sum")
    builder.convolution("conv", "input", weight: [1, 1, 1, 1], [1])
    builder.lif("spikes", "conv")
    builder.linear("logits", "spikes", weight: [2, 4096], [Float](repeating: 0.5, count: 8192))
    let lowered = Lowering.lower(try GraphChecker.graph(of: builder.checkpoint))
    let quantizer = NetworkQuantizer(network: lowered, options: QuantizationOptions())
    #expect {
      try quantizer.quantize()
    } throws: { error in
      "\(error)".contains("layer logits: its bound of \(127 * 4096) reaches")
    }
  }

  @Test func exitFactor_usesAllBits() {
    for unit in [1e-6, 0.001, 0.25, 3, 1e4] {
      let factor = ExitFactor(unit: unit)
      let value = Double(factor.factor) * Double.power(ofTwo: -Int(factor.shift))
      #expect(abs(value / (unit * 94548.39) - 1) < 1e-6)
      #expect(factor.factor >= 1 << 30 || factor.shift == 0)
    }
  }
}
