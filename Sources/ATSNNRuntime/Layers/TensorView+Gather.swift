/// The event-driven heart: only elements other than 0 fetch their row of weights.
extension TensorView {
  /// Adds the rows of a pixel's channels that are not 0.
  ///
  /// - Parameter rows: one row of weights a channel of this tensor.
  /// - Returns: how many rows were added.
  @inline(__always)
  func addRows<Weight: SynapseWeight>(
    of pixel: Int, _ rows: UnsafePointer<Weight>, to target: SumTarget
  ) -> Int {
    switch form {
    case .bits: addSpikes(of: pixel, rows, to: target)
    case .counts8, .counts16, .pixels: addValues(of: pixel, rows, to: target)
    }
  }

  @inline(__always)
  private func addSpikes<Weight: SynapseWeight>(
    of pixel: Int, _ rows: UnsafePointer<Weight>, to target: SumTarget
  ) -> Int {
    guard let words = words(pixel: pixel) else { return 0 }
    var active = 0
    for index in 0..<TensorForm.words(shape.channels) {
      var word = words[index]
      active &+= word.nonzeroBitCount
      while word != 0 {
        let channel = 32 &* index &+ word.trailingZeroBitCount
        Weight.add(rows + channel &* target.channels, to: target.sums, count: target.channels)
        word &= word &- 1
      }
    }
    return active
  }

  @inline(__always)
  private func addValues<Weight: SynapseWeight>(
    of pixel: Int, _ rows: UnsafePointer<Weight>, to target: SumTarget
  ) -> Int {
    var active = 0
    for channel in 0..<shape.channels {
      let value = element(pixel: pixel, channel: channel)
      guard value != 0 else { continue }
      let row = rows + channel &* target.channels
      Weight.add(row, times: value, to: target.sums, count: target.channels)
      active &+= 1
    }
    return active
  }
}
