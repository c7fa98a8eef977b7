import Foundation
import Testing

@testable import ATSNNQuantization

/// Networks that are exact in binary, as SpikingJelly ran them in float64: lowering, fixed integers,
/// image and runtime together must give the same spikes, membranes and logits.
@Suite struct MeaningTests {
  private static let folder = "Tests/Meaning"
  private static let cases = Repository.folders(folder)

  @Test func casesArePresent() {
    #expect(Self.cases.count >= 16)
  }

  @Test(arguments: cases)
  func integers_equalSpikingJelly(name: String) throws {
    let bytes = try Repository.bytes("\(Self.folder)/\(name)/model.safetensors")
    let input = try Repository.bytes("\(Self.folder)/\(name)/input.bin")
    let expected = try JSONParser.parse(Repository.bytes("\(Self.folder)/\(name)/expected.json"))
    let graph = try GraphChecker.graph(of: Checkpoint(bytes: bytes, fileName: name))
    let lowered = Lowering.lower(graph)
    #expect(lowered.warnings.isEmpty)
    let network = try NetworkQuantizer(network: lowered, options: QuantizationOptions()).quantize()
    let runner = try IntegerRunner(AlignedImage(network: network.network))
    try runner.begin(input)
    for timestep in 1...graph.timesteps {
      try runner.step(timestep, input)
      compareLayers(network.network, runner, expected, timestep)
      compareLogits(network.network, runner, expected, timestep)
    }
  }

  /// The oracle's tests run these images on the same recordings. `ATSNN_RECORD=1` writes them
  /// again, and the test fails then: nothing is recorded silently.
  @Test(arguments: cases)
  func image_isTheCommittedOne(name: String) throws {
    let path = "\(Self.folder)/\(name)/image.atsnn"
    let checkpoint = try Checkpoint(
      bytes: Repository.bytes("\(Self.folder)/\(name)/model.safetensors"), fileName: name)
    let lowered = Lowering.lower(try GraphChecker.graph(of: checkpoint))
    let network = try NetworkQuantizer(network: lowered, options: QuantizationOptions()).quantize()
    let image = ImageWriter.image(of: network.network, note: "")
    if ProcessInfo.processInfo.environment["ATSNN_RECORD"] == "1" {
      try Data(image).write(to: Repository.url(path))
      Issue.record("recorded \(path)")
      return
    }
    #expect(try Repository.bytes(path) == image, "\(path): ATSNN_RECORD=1 records it again")
  }

  private func compareLayers(
    _ network: IntegerNetwork, _ runner: IntegerRunner, _ expected: JSONValue, _ timestep: Int
  ) {
    for (index, layer) in network.lowered.layers.enumerated() {
      guard case .spiking = layer.kind else { continue }
      let place = "layer \(layer.name), timestep \(timestep)"
      let reference = expected["layers"]?[layer.name]
      let spikes = reference?["spikes"]?.array?[timestep - 1].integers
      let outputs = runner.outputs(layer: index, count: layer.shape.elements)
      #expect(outputs.map(Int.init) == spikes, "\(place)")
      let membranes = reference?["membranes"]?.array?[timestep - 1].numbers
      #expect(self.membranes(network, runner, index) == membranes, "\(place)")
    }
  }

  /// Membranes in the float network's units, from its origin.
  private func membranes(_ network: IntegerNetwork, _ runner: IntegerRunner, _ index: Int)
    -> [Double]
  {
    let layer = network.lowered.layers[index]
    var rest = 0.0
    if case .neuron(let neuron) = network.lowered.graph.nodes[layer.graphNode].operation {
      rest = neuron.rest
    }
    let integers = network.layers[index]
    return runner.membranes(layer: index, count: layer.shape.elements).enumerated().map {
      let channel = $0.offset % layer.shape.channels
      let unit = integers.scale[channel] * Double.power(ofTwo: Int(integers.shift[channel]))
      return Double($0.element) * unit + rest
    }
  }

  private func compareLogits(
    _ network: IntegerNetwork, _ runner: IntegerRunner, _ expected: JSONValue, _ timestep: Int
  ) {
    let logits = expected["logits"]?.array?[timestep - 1].numbers
    let own = runner.logits.map { Double($0) * network.readout.scale }
    #expect(own == logits, "timestep \(timestep)")
  }
}
