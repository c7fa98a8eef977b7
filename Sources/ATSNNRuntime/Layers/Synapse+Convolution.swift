extension Synapse {
  /// Gathers the window of one output pixel (rule S2).
  @inline(__always)
  func convolve<Weight: SynapseWeight>(
    _ source: TensorView, _ target: SumTarget, _ weights: UnsafePointer<Weight>
  ) -> Int {
    let top = target.y &* window.strideHeight &- window.paddingHeight
    let left = target.x &* window.strideWidth &- window.paddingWidth
    let tapSize = source.shape.channels &* target.channels
    var active = 0
    for row in Synapse.taps(from: top, kernel: window.kernelHeight, size: source.shape.height) {
      for column in Synapse.taps(from: left, kernel: window.kernelWidth, size: source.shape.width) {
        let tap = row &* window.kernelWidth &+ column
        let pixel = (top &+ row) &* source.shape.width &+ left &+ column
        active &+= source.addRows(of: pixel, weights + tap &* tapSize, to: target)
      }
    }
    return active &* target.channels
  }

  /// The taps of a kernel that lie inside the source: outside it every element is 0.
  @inline(__always)
  static func taps(from start: Int, kernel: Int, size: Int) -> Range<Int> {
    let first = max(0, 0 &- start)
    return first..<max(first, min(kernel, size &- start))
  }
}
