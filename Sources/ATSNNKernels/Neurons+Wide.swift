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
    keep(WideNeurons(node).step(current, channel: channel, element: element))
  }

  /// Counts what neurons in wide lanes did.
  @inline(__always)
  mutating func keep(_ done: WideNeurons.Done) -> UInt32 {
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

/// Neurons whose currents leave 16 bits. They know the node alone and count nothing themselves, so that
/// what a loop keeps of its neurons can stay in registers around a call.
struct WideNeurons {
  /// A bit a lane that fired, and how many lanes were limited.
  typealias Done = (spikes: UInt32, saturations: UInt32)

  private let node: UnsafePointer<atsnn_spiking_node>

  @inline(__always)
  init(_ node: UnsafePointer<atsnn_spiking_node>) { self.node = node }

  /// 32 neurons from sums without bias.
  @inline(__always)
  func fire(_ sums: atsnn_i16x32, channel: Int, element: Int) -> Done {
    fire(sums, .zero, .zero, channel: channel, element: element)
  }

  /// 32 neurons from three parts of sums without bias.
  @inline(never)
  func fire(
    _ a: atsnn_i16x32, _ b: atsnn_i16x32, _ c: atsnn_i16x32, channel: Int, element: Int
  ) -> Done {
    let low =
      atsnn_load_i32x16(node.pointee.bias + channel) &+ atsnn_widen_low(a) &+ atsnn_widen_low(b)
      &+ atsnn_widen_low(c)
    let high =
      atsnn_load_i32x16(node.pointee.bias + channel + 16) &+ atsnn_widen_high(a)
      &+ atsnn_widen_high(b) &+ atsnn_widen_high(c)
    return step(
      CurrentShift(node, channel).current(low), CurrentShift(node, channel &+ 16).current(high),
      channel: channel, element: element)
  }

  /// 32 neurons from currents in membrane units.
  @inline(never)
  func step(_ low: atsnn_i32x16, _ high: atsnn_i32x16, channel: Int, element: Int) -> Done {
    let first = step(low, channel: channel, element: element)
    let second = step(high, channel: channel &+ 16, element: element &+ 16)
    return (first.spikes | second.spikes &<< 16, first.saturations &+ second.saturations)
  }

  /// 16 neurons from currents in membrane units.
  @inline(__always)
  func step(_ current: atsnn_i32x16, channel: Int, element: Int) -> Done {
    let membranes = node.pointee.membranes.assumingMemoryBound(to: Int16.self) + element
    let kept = leaked(atsnn_widen_i16x16(atsnn_load_i16x16(membranes)))
    // Saturated at 32 bits first: what that changes is far beyond 16 bits on the same side.
    let sum = atsnn_add_saturating_i32(kept, current)
    let charged = atsnn_max_i32(
      atsnn_min_i32(sum, atsnn_i32x16(repeating: 0x7FFF)), atsnn_i32x16(repeating: -0x8000))
    let limited = atsnn_differ_i32(charged, sum)
    let fires = atsnn_at_least_i32(charged, atsnn_load_i32x16(node.pointee.thresholds + channel))
    let left =
      node.pointee.soft_reset != 0
      ? charged &- atsnn_and_i32(fires, atsnn_load_i32x16(node.pointee.resets + channel))
      : atsnn_clear_i32(charged, fires)
    atsnn_store_i16x16(atsnn_narrow(left), membranes)
    return (
      atsnn_differ_i32(fires, .zero), UInt32(truncatingIfNeeded: limited.nonzeroBitCount)
    )
  }

  /// A factor's product stays within 2^30.
  @inline(__always)
  private func leaked(_ v: atsnn_i32x16) -> atsnn_i32x16 {
    let parameter = atsnn_i32x16(repeating: Int32(truncatingIfNeeded: node.pointee.leak_parameter))
    switch node.pointee.leak_form {
    case 1: return Neurons.rounded(v, parameter)
    case 2: return v &- Neurons.rounded(v, parameter)
    case 3: return Neurons.rounded(v &* parameter, atsnn_i32x16(repeating: 15))
    default: return v
    }
  }
}
