import CKernels

/// One timestep of 16 neurons in 32-bit lanes (rules M1 to M5).
extension Neurons {
  /// Currents of sums with bias, in membrane units.
  @inline(__always)
  func current(_ sums: atsnn_i32x16, _ channel: Int) -> atsnn_i32x16 {
    Neurons.current(sums, channel, node)
  }

  @inline(__always)
  static func current(
    _ sums: atsnn_i32x16, _ channel: Int, _ node: UnsafePointer<atsnn_spiking_node>
  ) -> atsnn_i32x16 {
    CurrentShift(node, channel).current(sums)
  }

  /// From currents in membrane units.
  @inline(__always)
  mutating func step(_ current: atsnn_i32x16, channel: Int, element: Int) -> UInt32 {
    keep(WideNeurons<Int16>(node).step(current, channel: channel, element: element))
  }

  /// Counts what neurons in wide lanes did.
  @inline(__always)
  mutating func keep(_ done: WideStep) -> UInt32 {
    spikeCount &+= UInt32(truncatingIfNeeded: done.spikes.nonzeroBitCount)
    saturations &+= done.saturations
    return done.spikes
  }
}

/// What brings sums of 16 channels, bias included, to membrane units (rule M1).
struct CurrentShift {
  private let right: atsnn_i32x16
  private let left: atsnn_i32x16

  @inline(__always)
  init(_ node: UnsafePointer<atsnn_spiking_node>, _ channel: Int) {
    let shift = atsnn_widen_i16x16(
      atsnn_widen_i8x16(atsnn_load_i8x16(node.pointee.shifts + channel)))
    right = atsnn_max_i32(shift, .zero)
    left = atsnn_max_i32(.zero &- shift, .zero)
  }

  @inline(__always)
  func current(_ sums: atsnn_i32x16) -> atsnn_i32x16 {
    atsnn_left_i32(Neurons.rounded(sums, right), left)
  }
}
