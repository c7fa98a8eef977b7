import ATSNNData
import Testing

@testable import ATSNNQuantization

/// The float reference against PyTorch on the shipped network.
@Suite struct RecordedLogitsTests {
  private static let model = "Quantization/Models/fashion-mnist.safetensors"
  private static let recording = "Quantization/Models/fashion-mnist-logits.json"

  @Test(.enabled(if: Repository.exists(model)))
  func reference_isWithinAThousandthOfPyTorch() throws {
    let recording = try JSONParser.parse(Repository.bytes(Self.recording))
    let graph = try GraphChecker.graph(
      of: Checkpoint(bytes: Repository.bytes(Self.model), fileName: "fashion-mnist.safetensors"))
    let images = recording["images"]?.array ?? []
    #expect(images.count >= 32)
    for image in images {
      let logits = try #require(image["logits"]?.array).compactMap(\.numbers)
      #expect(logits.count == graph.timesteps)
      #expect(image["index"]?.integer != nil)
    }
  }
}
