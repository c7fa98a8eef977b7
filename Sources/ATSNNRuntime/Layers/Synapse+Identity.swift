extension Synapse {
  /// The element at the same place, times its channel's weight (rule S4).
  @inline(__always)
  func pass(_ source: TensorView, _ target: SumTarget, _ weights: UnsafePointer<Int32>) -> Int {
    let pixel = target.y &* source.shape.width &+ target.x
    var active = 0
    for channel in 0..<target.channels {
      let element = source.element(pixel: pixel, channel: channel)
      guard element != 0 else { continue }
      target.sums[channel] &+= weights[channel] &* element
      active &+= 1
    }
    return active
  }
}
