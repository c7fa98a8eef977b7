import Testing

@testable import ATSNNQuantization

/// The whole way on small networks.
@Suite struct QuantizerTests {
  private func request(seed: UInt64 = 5, threads: Int = 1, bits: Int = 8) -> QuantizeRequest {
    let builder = RandomNetwork.builder(seed: seed)
    let shape = builder.members["input"]?["shape"]?.integers ?? []
    let data = MemoryData.random(
      MapShape(channels: shape[0], height: shape[1], width: shape[2]), count: 90, classes: 3,
      seed: seed)
    var request = QuantizeRequest(checkpoint: builder.checkpoint, data: data)
    request.weightBits = bits
    request.scaleImages = 40
    request.threads = threads
    return request
  }

  @Test(arguments: [8, 16])
  func threadCount_changesNoByte(bits: Int) throws {
    let one = try Quantizer.run(request(threads: 1, bits: bits))
    let two = try Quantizer.run(request(threads: 2, bits: bits))
    #expect(one.image == two.image)
    #expect(one.reportBytes == two.reportBytes)
    #expect(one.header(command: "c") == two.header(command: "c"))
  }

  @Test func missingPolicy_isChosenWithAWarning() throws {
    let result = try Quantizer.run(request())
    #expect(result.warnings.contains { $0.contains("has no exit policy; chosen on") })
  }

  /// The fine network ignores what training fixed and is the same for all widths asked for.
  @Test func fineNetwork_dependsOnTheFloatParametersOnly() throws {
    var builder = RandomNetwork.builder(seed: 4)
    func fine() throws -> [UInt8] {
      let lowered = Lowering.lower(try GraphChecker.graph(of: builder.checkpoint))
      let fine = try FineNetwork(lowered, score: .confidence, threads: 1)
      return ImageWriter.image(of: fine.network, note: "")
    }
    let free = try fine()
    builder.members["quantization"] = .object([
      .init("weight_bits", .number(8)),
      .init("layers", .object([.init("logits", .object([.init("scale", .numbers([0.01]))]))])),
    ])
    #expect(try fine() == free)
  }

  @Test(arguments: 1...6)
  func wideIntegers_agreeWithTheFloatNetwork(seed: Int) throws {
    var request = request(seed: UInt64(seed), bits: 16)
    request.membraneBits = 32
    let result = try Quantizer.run(request)
    for layer in result.report["layers"]?.array ?? [] {
      #expect((layer["agreement"]?.number ?? 0) > 0.98, "\(layer["name"] ?? .null)")
    }
  }

  @Test func report_hasTheFieldsOfTheContract() throws {
    let report = try Quantizer.run(request()).report
    for field in [
      "float_accuracy", "integer_accuracy", "float_mean_timesteps", "integer_mean_timesteps",
      "warnings", "layers",
    ] { #expect(report[field] != nil, "\(field)") }
    let fields = [
      "scale", "threshold", "accumulator_bound", "float_spike_rate", "integer_spike_rate",
      "agreement",
    ]
    let layers = report["layers"]?.array ?? []
    #expect(layers.count == 3)
    for layer in layers { for field in fields { #expect(layer[field] != nil, "\(field)") } }
  }

  @Test func testData_areRefusedUnlessAllowed() throws {
    var request = request()
    guard var data = request.data as? MemoryData else { return }
    data.fileName = "t10k-images"
    request.data = data
    #expect(throws: QuantizationError.self) { try Quantizer.run(request) }
    request.allowsTestData = true
    _ = try Quantizer.run(request)
  }

  @Test func dataOfAnotherShape_isRefused() {
    var request = request()
    request.data = MemoryData.random(
      MapShape(channels: 1, height: 2, width: 2), count: 9, classes: 3, seed: 1)
    #expect {
      try Quantizer.run(request)
    } throws: { "\($0)".contains("records of [1, 2, 2]") }
  }

  /// A pixel of 2 or 6 against a threshold of 4, weights of 1: every step by hand.
  @Test func tinyNetwork_equalsHandResults() throws {
    var builder = CheckpointBuilder(height: 1, width: 2, timesteps: 3)
    builder.convolution("conv", "input", weight: [1, 1, 1, 1], [1])
    builder.node(
      "spikes", "if", ["conv"],
      ["threshold": .number(4), "compare": .string(">="), "reset": .string("soft")])
    builder.linear("logits", "spikes", weight: [2, 2], [1, 0, 0, 1])
    builder.members["quantization"] = .object([
      .init("weight_bits", .number(8)),
      .init(
        "layers",
        .object([
          .init(
            "spikes",
            .object([.init("scale", .numbers([1])), .init("shift", .integers([0]))])),
          .init("logits", .object([.init("scale", .numbers([1]))])),
        ])),
    ])
    let lowered = Lowering.lower(try GraphChecker.graph(of: builder.checkpoint))
    let network = try NetworkQuantizer(network: lowered, options: QuantizationOptions()).quantize()
    let runner = try IntegerRunner(AlignedImage(network: network.network))
    try runner.begin([2, 6])
    var membranes: [[Int32]] = []
    var logits: [[Int32]] = []
    for timestep in 1...3 {
      try runner.step(timestep, [2, 6])
      membranes.append(runner.membranes(layer: 0, count: 2))
      logits.append(runner.logits)
    }
    #expect(membranes == [[2, 2], [0, 4], [2, 6]])
    #expect(logits == [[0, 1], [1, 1], [0, 1]])
  }
}
