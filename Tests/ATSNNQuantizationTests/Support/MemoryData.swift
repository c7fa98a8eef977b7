@testable import ATSNNQuantization

/// Labelled images in memory.
struct MemoryData: CalibrationData {
  let recordShape: MapShape
  let images: [[UInt8]]
  let labels: [Int]
  var fileName = "train.npy"

  var count: Int { images.count }
  var isEvents: Bool { false }

  func label(_ index: Int) -> Int? { labels[index] }
  func file(_ index: Int) -> String { fileName }

  func record(_ index: Int, timesteps: Int, binning: GraphInput.EventBinning)
    throws(QuantizationError) -> [UInt8]
  {
    images[index]
  }

  /// `count` random images of `shape` with labels below `classes`.
  static func random(_ shape: MapShape, count: Int, classes: Int, seed: UInt64) -> MemoryData {
    var random = Random(seed: seed)
    return MemoryData(
      recordShape: shape, images: (0..<count).map { _ in random.bytes(shape.elements) },
      labels: (0..<count).map { _ in random.below(classes) })
  }
}
