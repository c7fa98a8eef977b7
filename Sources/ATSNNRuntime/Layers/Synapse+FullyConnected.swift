extension Synapse {
  /// Gathers the whole source (rule S3).
  @inline(__always)
  func connectFully<Weight: SynapseWeight>(
    _ source: TensorView, _ target: SumTarget, _ weights: UnsafePointer<Weight>
  ) -> Int {
    let pixelSize = source.shape.channels &* target.channels
    var active = 0
    for pixel in 0..<source.shape.pixelCount {
      active &+= source.addRows(of: pixel, weights + pixel &* pixelSize, to: target)
    }
    return active &* target.channels
  }
}
