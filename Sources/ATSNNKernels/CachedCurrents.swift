import CKernels

/// A spiking node whose currents were computed once an image.
struct CachedCurrents {
  private let node: UnsafePointer<atsnn_spiking_node>

  init(_ node: UnsafePointer<atsnn_spiking_node>) { self.node = node }

  /// All timesteps of the group, a row after the other.
  func run(_ neurons: inout Neurons) {
    for y in Int(node.pointee.first_row)..<Int(node.pointee.end_row) {
      for timestep in 0..<Int(node.pointee.timesteps) {
        runRow(y, neurons.spikes(timestep), &neurons)
        neurons.count(timestep)
      }
    }
  }

  @inline(__always)
  private func runRow(
    _ y: Int, _ output: UnsafeMutablePointer<UInt32>, _ neurons: inout Neurons
  ) {
    let channels = Int(node.pointee.channels)
    let words = (channels &+ 31) / 32
    let block = node.pointee.block
    let first = y &* Int(node.pointee.width)
    for pixel in first..<(first &+ Int(node.pointee.width)) {
      let spikes = output + pixel &* words
      for channel in stride(from: block.lowerBound, to: block.upperBound, by: 32) {
        let element = pixel &* channels &+ channel
        spikes[channel &>> 5] = step(
          &neurons, channel, element: element, isWhole: channels &- channel >= 32)
      }
    }
  }

  @inline(__always)
  private func step(
    _ neurons: inout Neurons, _ channel: Int, element: Int, isWhole: Bool
  ) -> UInt32 {
    if node.pointee.cache_form == 3 && isWhole {
      let currents = node.pointee.cache.assumingMemoryBound(to: Int16.self) + element
      return neurons.step(atsnn_load_i16x32(currents), channel: channel, element: element)
    }
    let low = CachedCurrents.current(node, element)
    guard isWhole else { return neurons.step(low, channel: channel, element: element) }
    let high = CachedCurrents.current(node, element &+ 16)
    return neurons.step(low, high, channel: channel, element: element)
  }

  /// Currents of 16 elements.
  @inline(__always)
  static func current(
    _ node: UnsafePointer<atsnn_spiking_node>, _ element: Int
  ) -> atsnn_i32x16 {
    let cache = node.pointee.cache
    guard node.pointee.cache_form == 3 else {
      return atsnn_load_i32x16(cache?.assumingMemoryBound(to: Int32.self).advanced(by: element))
    }
    return atsnn_widen_i16x16(
      atsnn_load_i16x16(cache?.assumingMemoryBound(to: Int16.self).advanced(by: element)))
  }
}
