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
  private var spikeCount: UInt32 = 0
  private var saturations: UInt32 = 0

  init(_ node: UnsafePointer<atsnn_spiking_node>) {
    self.node = node
    kept = KeptSums(node)
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
    let done = WideNeurons<Width>(node).step(
      current, channel: channel, element: element, lanes: lanes)
    spikeCount &+= UInt32(truncatingIfNeeded: done.spikes.nonzeroBitCount)
    saturations &+= done.saturations
    return done.spikes
  }
}
