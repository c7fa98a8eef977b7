import CKernels

/// A spiking node whose currents were computed once an image.
///
/// A block of channels goes through all timesteps of the group with its membranes and its currents in
/// registers.
struct CachedCurrents {
  private let node: UnsafePointer<atsnn_spiking_node>
  private let channels: Int
  /// Of a pixel.
  private let words: Int
  /// The channels of the slice.
  private let block: Range<Int>

  init(_ node: UnsafePointer<atsnn_spiking_node>) {
    self.node = node
    channels = Int(node.pointee.channels)
    words = (channels &+ 31) / 32
    block = node.pointee.block
  }

  func run(_ neurons: Neurons) {
    let rows = Int(node.pointee.first_row)..<Int(node.pointee.end_row)
    let width = Int(node.pointee.width)
    for pixel in rows.lowerBound &* width..<rows.upperBound &* width {
      for channel in stride(from: block.lowerBound, to: block.upperBound, by: 32) {
        let element = pixel &* channels &+ channel
        let word = pixel &* words &+ channel / 32
        if channels &- channel < 32 {
          stepHalf(channel, element, word)
        } else if let current = narrowCurrents(element) {
          step(current, neurons, (channel, element, word))
        } else {
          stepWide(channel, element, word)
        }
      }
    }
  }

  @inline(__always)
  private func step(
    _ current: atsnn_i16x32, _ neurons: Neurons,
    _ place: (channel: Int, element: Int, word: Int)
  ) {
    let block = neurons.block(place.channel)
    var membranes = atsnn_load_i16x32(neurons.membranes + place.element)
    for timestep in 0..<Int(node.pointee.timesteps) {
      let done = neurons.charge(neurons.leaked(membranes), current, block)
      membranes = done.membranes
      neurons.spikes(timestep)[place.word] = done.spikes
      count(timestep, done.spikes)
      if done.limited != 0 {
        node.pointee.counts[timestep].saturations &+= UInt32(
          truncatingIfNeeded: done.limited.nonzeroBitCount)
      }
    }
    atsnn_store_i16x32(membranes, neurons.membranes + place.element)
  }

  /// 32 channels whose currents leave 16 bits.
  @inline(never)
  private func stepWide(_ channel: Int, _ element: Int, _ word: Int) {
    forEachTimestep(word) {
      WideNeurons<Int16>(node).step(
        currents(element), currents(element &+ 16), channel: channel, element: element)
    }
  }

  /// The last 16 channels.
  @inline(never)
  private func stepHalf(_ channel: Int, _ element: Int, _ word: Int) {
    forEachTimestep(word) {
      WideNeurons<Int16>(node).step(currents(element), channel: channel, element: element)
    }
  }

  @inline(__always)
  private func forEachTimestep(_ word: Int, _ step: () -> WideStep) {
    for timestep in 0..<Int(node.pointee.timesteps) {
      let done = step()
      node.pointee.spikes(timestep)[word] = done.spikes
      count(timestep, done.spikes)
      node.pointee.counts[timestep].saturations &+= done.saturations
    }
  }

  @inline(__always)
  private func count(_ timestep: Int, _ spikes: UInt32) {
    node.pointee.counts[timestep].spikes &+= UInt32(truncatingIfNeeded: spikes.nonzeroBitCount)
  }

  /// 32 currents; nil where they do not fit 16 bits.
  @inline(__always)
  private func narrowCurrents(_ element: Int) -> atsnn_i16x32? {
    if node.pointee.cache_form == 3 {
      return atsnn_load_i16x32(node.pointee.cache + 2 &* element)
    }
    return Neurons.narrowed(currents(element), currents(element &+ 16))
  }

  @inline(__always)
  private func currents(_ element: Int) -> atsnn_i32x16 { CachedCurrents.current(node, element) }

  /// Currents of 16 elements.
  @inline(__always)
  static func current(
    _ node: UnsafePointer<atsnn_spiking_node>, _ element: Int
  ) -> atsnn_i32x16 {
    if node.pointee.cache_form == 3 {
      return atsnn_widen_i16x16(atsnn_load_i16x16(node.pointee.cache + 2 &* element))
    }
    return atsnn_load_i32x16(node.pointee.cache + 4 &* element)
  }
}
