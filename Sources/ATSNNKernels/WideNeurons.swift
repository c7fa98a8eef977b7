import CKernels

/// What neurons in wide lanes did: a bit a lane that fired, and how many lanes were limited.
typealias WideStep = (spikes: UInt32, saturations: UInt32)

/// Neurons in 32-bit lanes, with membranes of 16 bits where their currents leave these, or of 32. They
/// know the node alone and count nothing themselves, so that what a loop keeps of its neurons can stay
/// in registers around a call.
struct WideNeurons<Width: Membrane> {
  private let node: UnsafePointer<atsnn_spiking_node>

  @inline(__always)
  init(_ node: UnsafePointer<atsnn_spiking_node>) { self.node = node }

  /// 32 neurons from sums without bias.
  @inline(__always)
  func fire(_ sums: atsnn_i16x32, channel: Int, element: Int) -> WideStep {
    fire(sums, .zero, .zero, channel: channel, element: element)
  }

  /// 32 neurons from three parts of sums without bias.
  @inline(never)
  func fire(
    _ a: atsnn_i16x32, _ b: atsnn_i16x32, _ c: atsnn_i16x32, channel: Int, element: Int
  ) -> WideStep {
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
  func step(_ low: atsnn_i32x16, _ high: atsnn_i32x16, channel: Int, element: Int) -> WideStep {
    let first = step(low, channel: channel, element: element)
    let second = step(high, channel: channel &+ 16, element: element &+ 16)
    return (first.spikes | second.spikes &<< 16, first.saturations &+ second.saturations)
  }

  /// 16 neurons, or the first `lanes` of them, from currents in membrane units.
  @inline(__always)
  func step(
    _ current: atsnn_i32x16, channel: Int, element: Int, lanes: Int = 16
  ) -> WideStep {
    let kept = leaked(membranes(element, lanes))
    // Saturated at 32 bits first: what that changes is far beyond 16 bits on the same side.
    let charged = Width.limited(atsnn_add_saturating_i32(kept, current))
    let fires = atsnn_at_least_i32(charged, atsnn_load_i32x16(node.pointee.thresholds + channel))
    let left =
      node.pointee.soft_reset != 0
      ? charged &- atsnn_and_i32(fires, atsnn_load_i32x16(node.pointee.resets + channel))
      : atsnn_clear_i32(charged, fires)
    store(left, element, lanes)
    let own = (1 as UInt32) &<< UInt32(truncatingIfNeeded: lanes) &- 1
    let limited = atsnn_differ_i32(charged, kept &+ current) & own
    return (
      atsnn_differ_i32(fires, .zero) & own,
      UInt32(truncatingIfNeeded: limited.nonzeroBitCount)
    )
  }
}

extension WideNeurons {
  private var place: UnsafeMutablePointer<Width> {
    node.pointee.membranes.assumingMemoryBound(to: Width.self)
  }

  @inline(__always)
  private func membranes(_ element: Int, _ lanes: Int) -> atsnn_i32x16 {
    guard lanes < 16 else { return Width.load(place + element) }
    var v = atsnn_i32x16.zero
    for lane in 0..<lanes { v[lane] = Int32(truncatingIfNeeded: place[element &+ lane]) }
    return v
  }

  @inline(__always)
  private func store(_ v: atsnn_i32x16, _ element: Int, _ lanes: Int) {
    guard lanes < 16 else { return Width.store(v, place + element) }
    for lane in 0..<lanes { place[element &+ lane] = Width(truncatingIfNeeded: v[lane]) }
  }

  @inline(__always)
  private func leaked(_ v: atsnn_i32x16) -> atsnn_i32x16 {
    let parameter = atsnn_i32x16(repeating: Int32(truncatingIfNeeded: node.pointee.leak_parameter))
    switch node.pointee.leak_form {
    case 1: return Neurons.rounded(v, parameter)
    case 2: return v &- Neurons.rounded(v, parameter)
    case 3: return Width.scaled(v, parameter)
    default: return v
    }
  }
}
