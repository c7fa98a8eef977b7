import CKernels

/// One timestep of 32 neurons in 16-bit lanes (rules M1 to M5).
extension Neurons {
  /// From sums without bias; where a lane leaves 16 bits, in wide lanes.
  ///
  /// - Parameters:
  ///   - channel: the first of 32.
  ///   - element: the first neuron's element (rule T2).
  /// - Returns: the spikes' bits.
  @inline(__always)
  mutating func fire(_ sums: atsnn_i16x32, channel: Int, element: Int) -> UInt32 {
    let bias = atsnn_load_i16x32(biases + channel)
    let shift = atsnn_load_i16x32(shifts + channel)
    let total = atsnn_add_saturating_i16(sums, bias)
    let current = atsnn_left_i16(total, shift)
    let lost =
      atsnn_differ_i16(total, sums &+ bias)
      | atsnn_differ_i16(total, atsnn_right_i16(current, shift))
    guard lost == 0 else {
      return fireWide(sums, channel: channel, element: element)
    }
    return step(current, channel: channel, element: element)
  }

  @inline(never)
  mutating func fireWide(_ sums: atsnn_i16x32, channel: Int, element: Int) -> UInt32 {
    let low = atsnn_widen_low(sums) &+ atsnn_load_i32x16(node.pointee.bias + channel)
    let high = atsnn_widen_high(sums) &+ atsnn_load_i32x16(node.pointee.bias + channel + 16)
    return step(current(low, channel), channel: channel, element: element)
      | step(current(high, channel &+ 16), channel: channel &+ 16, element: element &+ 16) &<< 16
  }

  /// From the sums kept, bias included.
  ///
  /// - Parameter isWhole: 32 neurons, not 16.
  @inline(__always)
  mutating func fireSums(channel: Int, element: Int, isWhole: Bool) -> UInt32 {
    let low = current(atsnn_load_i32x16(kept.sums + channel), channel)
    guard isWhole else { return step(low, channel: channel, element: element) }
    let high = current(atsnn_load_i32x16(kept.sums + channel + 16), channel &+ 16)
    return step(low, high, channel: channel, element: element)
  }

  /// From currents of 32 bits, in 16-bit lanes where all fit.
  @inline(__always)
  mutating func step(
    _ low: atsnn_i32x16, _ high: atsnn_i32x16, channel: Int, element: Int
  ) -> UInt32 {
    let short = atsnn_join(atsnn_narrow(low), atsnn_narrow(high))
    let lost =
      atsnn_differ_i32(atsnn_widen_low(short), low)
      | atsnn_differ_i32(atsnn_widen_high(short), high)
    if lost == 0 { return step(short, channel: channel, element: element) }
    return stepWide(low, high, channel: channel, element: element)
  }

  @inline(never)
  private mutating func stepWide(
    _ low: atsnn_i32x16, _ high: atsnn_i32x16, channel: Int, element: Int
  ) -> UInt32 {
    step(low, channel: channel, element: element)
      | step(high, channel: channel &+ 16, element: element &+ 16) &<< 16
  }

  /// From currents in membrane units.
  @inline(__always)
  mutating func step(_ current: atsnn_i16x32, channel: Int, element: Int) -> UInt32 {
    let membranes = self.membranes + element
    let kept = leaked(atsnn_load_i16x32(membranes))
    let charged = atsnn_add_saturating_i16(kept, current)
    let limited = atsnn_differ_i16(charged, kept &+ current)
    let fires = atsnn_at_least_i16(charged, atsnn_load_i16x32(thresholds + channel))
    let left =
      isSoft
      ? charged &- atsnn_and_i16(fires, atsnn_load_i16x32(resets + channel))
      : atsnn_clear_i16(charged, fires)
    atsnn_store_i16x32(left, membranes)
    let spikes = atsnn_differ_i16(fires, .zero)
    spikeCount &+= UInt32(truncatingIfNeeded: spikes.nonzeroBitCount)
    if limited != 0 { saturations &+= UInt32(truncatingIfNeeded: limited.nonzeroBitCount) }
    return spikes
  }

  @inline(__always)
  private func leaked(_ v: atsnn_i16x32) -> atsnn_i16x32 {
    switch leakForm {
    case 1: Neurons.rounded(v, Int16(truncatingIfNeeded: leakParameter))
    case 2: v &- Neurons.rounded(v, Int16(truncatingIfNeeded: leakParameter))
    case 3: atsnn_scale_i16(v, Int16(truncatingIfNeeded: leakParameter))
    default: v
    }
  }
}
