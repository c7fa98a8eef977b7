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

  @Test(
    arguments: [
      (10.0, false, 10.0), (10, true, 11), (10.2, false, 11), (10.2, true, 11), (10.8, false, 11),
      (10.8, true, 11), (10 + 4e-7, false, 10), (10 - 4e-7, true, 11),
    ] as [(Double, Bool, Double)])
  func threshold_isTheLeastIntegerThatFires(real: Double, isStrict: Bool, expected: Double) {
    #expect(Rounding.threshold(real, isStrict: isStrict) == expected)
  }

  /// The layer of one channel whose scale and shift training fixed.
  private func fixedLayer(
    _ weight: Float, scale: Double, bits: Int = 8, compare: String = ">=", reset: String = "hard"
  ) throws -> IntegerLayer {
    var builder = CheckpointBuilder(height: 1, width: 1)
    builder.convolution("conv", "input", weight: [1, 1, 1, 1], [weight])
    builder.lif("spikes", "conv", decaysInput: false, compare: compare, reset: reset)
    builder.linear("logits", "spikes", weight: [2, 1], [1, 1])
    builder.members["quantization"] = .object([
      .init("weight_bits", .integer(bits)),
      .init(
        "layers",
        .object([
          .init(
            "spikes",
            .object([.init("scale", .numbers([scale])), .init("shift", .integers([0]))]))
        ])),
    ])
    let lowered = Lowering.lower(try GraphChecker.graph(of: builder.checkpoint))
    let options = QuantizationOptions(weightBits: bits)
    return try NetworkQuantizer(network: lowered, options: options).quantize().network.layers[0]
  }

  /// Of 1 / 0.3 = 3.33 membrane units 4 is the least integer at or above, and the least above.
  @Test(arguments: [">=", ">"])
  func thresholdOfAFixedScale_isRoundedUp(compare: String) throws {
    #expect(try fixedLayer(1, scale: 0.3, compare: compare).threshold == [4])
  }

  @Test func softResetOfAStrictNeuron_subtractsTheThresholdItself() throws {
    let layer = try fixedLayer(1, scale: 0.25, compare: ">", reset: "soft")
    #expect(layer.threshold == [5])
    #expect(layer.reset == [4])
  }

  @Test(arguments: [(8, -128), (16, -32768)])
  func fixedWeights_useTheWholeType(bits: Int, least: Int) throws {
    let scale = 1.0 / 1024
    let weight = try fixedLayer(Float(least) / 1024, scale: scale, bits: bits)
    #expect(weight.connections[0].weights == [Int32(least)])
    let below = try fixedLayer(Float(least - 9) / 1024, scale: scale, bits: bits)
    #expect(below.connections[0].weights == [Int32(least)])
    let above = try fixedLayer(Float(9 - least) / 1024, scale: scale, bits: bits)
    #expect(above.connections[0].weights == [Int32(-least - 1)])
  }

  /// Weights of 0.4 units under a source of mean 3 round to 0; the bias gives back what they gave.
  @Test func bias_takesBackTheMeanErrorOfTheWeights() throws {
    let term = Term(kind: .full, source: 0, weights: [0.4, 0.6])
    let layer = LoweredLayer(
      name: "logits", graphNode: 0, kind: .readout,
      shape: MapShape(channels: 2, height: 1, width: 1), maximumCount: 0, terms: [term],
      bias: [10, 20])
    var statistics = SourceStatistics(term, source: MapShape(channels: 1, height: 1, width: 1))
    statistics.samples = 4
    statistics.blocks[0].sums = [12]
    statistics.blocks[0].products = [40]
    let rounding = LayerRounding(
      layer: layer, options: QuantizationOptions(), isFixed: false, statistics: [statistics])
    let (weights, bias) = try rounding.integers([1, 1])
    #expect(weights == [[0, 1]])
    #expect(abs(bias[0] - (10 + 3 * 0.4)) < 1e-12)
    #expect(abs(bias[1] - (20 - 3 * 0.4)) < 1e-12)
  }

  @Test func identityAlone_choosesTheUnitAndIsNotSilent() throws {
    var builder = CheckpointBuilder(height: 4, width: 4)
    builder.convolution("conv", "input", weight: [1, 1, 1, 1], [1])
    builder.lif("first", "conv")
    builder.pool("pool", "avg_pool", "first", 2)
    builder.batchNorm("norm", "pool", [[0.001], [0], [0], [0.999]])
    builder.lif("spikes", "norm", decaysInput: false)
    builder.linear("logits", "spikes", weight: [2, 4], [Float](repeating: 0.5, count: 8))
    let lowered = Lowering.lower(try GraphChecker.graph(of: builder.checkpoint))
    let result = try NetworkQuantizer(network: lowered, options: QuantizationOptions()).quantize()
    #expect(!result.warnings.contains { $0.contains("zero weights") })
    let layer = result.network.layers[2]
    #expect(layer.connections[0].weights[0] >= 16384)
    #expect(layer.threshold == [8192])
  }
}
