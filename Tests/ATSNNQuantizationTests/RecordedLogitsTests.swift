import ATSNNData
import Testing

@testable import ATSNNQuantization

/// The float reference against PyTorch on the shipped network.
@Suite struct RecordedLogitsTests {
  private static let model = "Quantization/Models/fashion-mnist.safetensors"
  private static let recording = "Quantization/Models/fashion-mnist-logits.json"
  /// Where Debian's dataset-fashion-mnist puts the images.
  private static let images = "/usr/share/datasets/fashion-mnist/"

  @Test(.enabled(if: Repository.exists(model)))
  func reference_isWithinAThousandthOfPyTorch() throws {
    let recording = try JSONParser.parse(Repository.bytes(Self.recording))
    let indices = try #require(recording["indices"]?.integers)
    #expect(indices.count >= 32)
    let graph = try GraphChecker.graph(
      of: Checkpoint(bytes: Repository.bytes(Self.model), fileName: "fashion-mnist.safetensors"))
    let file = try #require(recording["data_file"]?.string)
    let data = try DataSet(path: Self.images + file)
    let logits = try FloatEvaluator(graph, data: data, threads: 2).logits(records: indices)
    var greatest = 0.0
    for (image, own) in logits.enumerated() {
      for (timestep, values) in own.enumerated() {
        let expected = recording["logits"]?.array?[image].array?[timestep].numbers
        for (a, b) in zip(values, try #require(expected)) {
          greatest = max(greatest, abs(Double(a) - b))
        }
      }
    }
    #expect(greatest < 1e-3)
  }
}
