import Foundation
import Testing

@testable import ATSNNData

/// The real Fashion-MNIST files, where Debian's dataset-fashion-mnist is installed.
@Suite struct InstalledDataTests {
  static let folder = "/usr/share/datasets/fashion-mnist"
  static let isInstalled = FileManager.default.fileExists(
    atPath: folder + "/t10k-images-idx3-ubyte.gz")

  @Test(.enabled(if: isInstalled, "dataset-fashion-mnist is not installed"))
  func readsFashionMNIST() throws {
    let data = try DataSet(path: Self.folder + "/t10k-images-idx3-ubyte.gz")
    #expect(data.count == 10_000)
    #expect(data.shape == RecordShape(height: 28, width: 28, channels: 1))
    #expect((0..<5).map { data.label($0) } == [9, 2, 1, 1, 6])
    var histogram = [Int](repeating: 0, count: 10)
    for index in 0..<data.count { histogram[data.label(index) ?? 0] += 1 }
    #expect(histogram == [Int](repeating: 1000, count: 10))
    #expect(Samples.sum(data.image(0)) == 33_456)
    expectRefusal(Self.folder, "name one of t10k-images-idx3-ubyte.gz, train-images-idx3-ubyte.gz")
  }
}
