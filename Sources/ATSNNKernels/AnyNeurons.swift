import CKernels

/// Neurons that step from sums that are kept, those of a pixel after the other.
protocol PixelNeurons {
  var kept: KeptSums { get set }

  /// Lets the neurons of at most 32 channels step.
  ///
  /// - Parameters:
  ///   - element: the first neuron's element (rule T2).
  /// - Returns: the spikes' bits.
  mutating func fireSums(channel: Int, element: Int, count: Int) -> UInt32
  /// Adds what neurons did since the last call to a timestep's counts.
  mutating func count(_ timestep: Int)
}

extension Neurons: PixelNeurons {
  @inline(__always)
  mutating func fireSums(channel: Int, element: Int, count: Int) -> UInt32 {
    fireSums(channel: channel, element: element, isWhole: count >= 32)
  }
}

/// Neurons of any number of channels, with membranes of either width, in 32-bit lanes (rules M1 to
/// M5).
struct AnyNeurons<Width: Membrane>: PixelNeurons {
  var kept: KeptSums
  private let node: UnsafePointer<atsnn_spiking_node>
  private let membranes: UnsafeMutablePointer<Width>
  private var spikeCount: UInt32 = 0
  private var saturations: UInt32 = 0

  init(_ node: UnsafePointer<atsnn_spiking_node>) {
    self.node = node
    kept = KeptSums(node)
    membranes = node.pointee.membranes.assumingMemoryBound(to: Width.self)
    for timestep in 0..<Int(node.pointee.timesteps) {
      node.pointee.counts[timestep] = atsnn_kernel_counts()
    }
  }

  mutating func count(_ timestep: Int) {
    node.pointee.counts[timestep].spikes &+= spikeCount
    node.pointee.counts[timestep].saturations &+= saturations
    spikeCount = 0
    saturations = 0
  }

  mutating func fireSums(channel: Int, element: Int, count: Int) -> UInt32 {
    let (node, sums) = (node, kept.sums)
    return fire(channel: channel, element: element, count: count) { first in
      Neurons.current(atsnn_load_i32x16(sums + first), first, node)
    }
  }

  /// - Parameter currents: gives those of 16 channels, in membrane units, from the first of them.
  @inline(__always)
  mutating func fire(
    channel: Int, element: Int, count: Int, _ currents: (Int) -> atsnn_i32x16
  ) -> UInt32 {
    let low = step(currents(channel), channel, element, lanes: min(count, 16))
    guard count > 16 else { return low }
    let next = channel &+ 16
    return low | step(currents(next), next, element &+ 16, lanes: min(count &- 16, 16)) &<< 16
  }

  @inline(__always)
  private mutating func step(
    _ current: atsnn_i32x16, _ channel: Int, _ element: Int, lanes: Int
  ) -> UInt32 {
    let kept = leaked(membranes(element, lanes))
    let charged = Width.limited(atsnn_add_saturating_i32(kept, current))
    let fires = atsnn_at_least_i32(charged, atsnn_load_i32x16(node.pointee.thresholds + channel))
    let left =
      node.pointee.soft_reset != 0
      ? charged &- atsnn_and_i32(fires, atsnn_load_i32x16(node.pointee.resets + channel))
      : atsnn_clear_i32(charged, fires)
    store(left, element, lanes)
    let mask = (1 as UInt32) &<< UInt32(truncatingIfNeeded: lanes) &- 1
    let limited = atsnn_differ_i32(charged, kept &+ current) & mask
    let spikes = atsnn_differ_i32(fires, .zero) & mask
    spikeCount &+= UInt32(truncatingIfNeeded: spikes.nonzeroBitCount)
    saturations &+= UInt32(truncatingIfNeeded: limited.nonzeroBitCount)
    return spikes
  }
}

extension AnyNeurons {
  @inline(__always)
  private func membranes(_ element: Int, _ lanes: Int) -> atsnn_i32x16 {
    guard lanes < 16 else { return Width.load(membranes + element) }
    var v = atsnn_i32x16.zero
    for lane in 0..<lanes { v[lane] = Int32(truncatingIfNeeded: membranes[element &+ lane]) }
    return v
  }

  @inline(__always)
  private func store(_ v: atsnn_i32x16, _ element: Int, _ lanes: Int) {
    guard lanes < 16 else { return Width.store(v, membranes + element) }
    for lane in 0..<lanes { membranes[element &+ lane] = Width(truncatingIfNeeded: v[lane]) }
  }

  /// A factor's product needs 47 bits: its multiples of 32768 are taken apart, so that nothing is
  /// rounded but the rest.
  @inline(__always)
  private func leaked(_ v: atsnn_i32x16) -> atsnn_i32x16 {
    let parameter = atsnn_i32x16(
      repeating: Int32(truncatingIfNeeded: node.pointee.leak_parameter))
    switch node.pointee.leak_form {
    case 1: return Neurons.rounded(v, parameter)
    case 2: return v &- Neurons.rounded(v, parameter)
    case 3:
      let digits = atsnn_i32x16(repeating: 15)
      let rest = atsnn_and_i32(v, atsnn_i32x16(repeating: 0x7FFF)) &* parameter
      return atsnn_right_i32(v, digits) &* parameter &+ Neurons.rounded(rest, digits)
    default: return v
    }
  }
}
