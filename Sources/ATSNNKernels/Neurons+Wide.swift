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
    let shift = atsnn_widen_i16x16(
      atsnn_widen_i8x16(atsnn_load_i8x16(node.pointee.shifts + channel)))
    let right = atsnn_max_i32(shift, .zero)
    let left = atsnn_max_i32(.zero &- shift, .zero)
    return atsnn_left_i32(Neurons.rounded(sums, right), left)
  }

  /// From currents in membrane units.
  @inline(__always)
  mutating func step(_ current: atsnn_i32x16, channel: Int, element: Int) -> UInt32 {
    let membranes = self.membranes + element
    let kept = leaked(atsnn_widen_i16x16(atsnn_load_i16x16(membranes)))
    // Saturated at 32 bits first: what that changes is far beyond 16 bits on the same side.
    let sum = atsnn_add_saturating_i32(kept, current)
    let charged = atsnn_max_i32(
      atsnn_min_i32(sum, atsnn_i32x16(repeating: 0x7FFF)), atsnn_i32x16(repeating: -0x8000))
    let limited = atsnn_differ_i32(charged, sum)
    let fires = atsnn_at_least_i32(charged, atsnn_load_i32x16(node.pointee.thresholds + channel))
    let left =
      isSoft
      ? charged &- atsnn_and_i32(fires, atsnn_load_i32x16(node.pointee.resets + channel))
      : atsnn_clear_i32(charged, fires)
    atsnn_store_i16x16(atsnn_narrow(left), membranes)
    let spikes = atsnn_differ_i32(fires, .zero)
    spikeCount &+= UInt32(truncatingIfNeeded: spikes.nonzeroBitCount)
    saturations &+= UInt32(truncatingIfNeeded: limited.nonzeroBitCount)
    return spikes
  }

  /// A factor's product stays below 2^30.
  @inline(__always)
  private func leaked(_ v: atsnn_i32x16) -> atsnn_i32x16 {
    let parameter = atsnn_i32x16(repeating: leakParameter)
    switch leakForm {
    case 1: return Neurons.rounded(v, parameter)
    case 2: return v &- Neurons.rounded(v, parameter)
    case 3: return Neurons.rounded(v &* parameter, atsnn_i32x16(repeating: 15))
    default: return v
    }
  }
}
