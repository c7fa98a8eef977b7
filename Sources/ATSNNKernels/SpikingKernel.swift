import CKernels

/// A spiking node: for each output pixel and block of channels, the sums of its window in registers,
/// then its neurons.
///
/// Channels are taken in groups whose weights stay in a second-level cache while the whole map goes
/// by, all timesteps of a pixel one after the other: each weight then comes once from where the model
/// is, and membranes stay in a first-level cache from a timestep to the next.
struct SpikingKernel {
  /// Bytes of a group's weights.
  static let groupBytes = 640 * 1024

  private let node: UnsafePointer<atsnn_spiking_node>
  private let channels: Int
  /// Those of the slice.
  private let block: Range<Int>
  private var neurons: Neurons

  private init(_ node: UnsafePointer<atsnn_spiking_node>) {
    self.node = node
    channels = Int(node.pointee.channels)
    block = node.pointee.block
    neurons = Neurons(node)
  }

  static func run(_ node: UnsafePointer<atsnn_spiking_node>) {
    if FrameKernel.suits(node) { return PixelKernels.run(node, FrameKernel(node)) }
    if PixelKernels.suits(node) { return PixelKernels.run(node, SumKernel(node)) }
    var kernel = SpikingKernel(node)
    if node.pointee.cache_form > 1 {
      CachedCurrents(node).run(kernel.neurons)
    } else if TapForm.suits(node, kernel.neurons) {
      TapForm.run(node, &kernel.neurons)
    } else if Dense.suits(node) {
      Dense.run(node)
    } else if TileKernel.suits(node) {
      var tiles = TileKernel(node)
      tiles.run(&kernel.neurons)
    } else {
      kernel.runSynapse()
    }
  }

  private mutating func runSynapse() {
    let synapse = Synapse(node.pointee.connections)
    let width = max(128, SpikingKernel.groupBytes / max(synapse.rows, 1) & ~127)
    for first in stride(from: block.lowerBound, to: block.upperBound, by: width) {
      let group = first..<min(first &+ width, block.upperBound)
      synapse.fetch(group)
      if synapse.connection.pointee.maximum_count == 1 {
        runSpikes(synapse, group)
      } else {
        runCounts(synapse, group)
      }
    }
  }

  @inline(never)
  private mutating func runSpikes(_ synapse: Synapse, _ group: Range<Int>) {
    run(synapse, group, counted: false)
  }

  @inline(never)
  private mutating func runCounts(_ synapse: Synapse, _ group: Range<Int>) {
    run(synapse, group, counted: true)
  }

  @inline(__always)
  private mutating func run(_ synapse: Synapse, _ group: Range<Int>, counted: Bool) {
    let connection = synapse.connection
    var rows = EventRows(connection, timesteps: node.pointee.timesteps)
    var window = EventWindow(connection, 0)
    var next = EventWindow(connection, 1)
    let width = Int(node.pointee.width)
    let timesteps = rows.timesteps
    for y in Int(node.pointee.first_row)..<Int(node.pointee.end_row) {
      let top =
        y &* Int(connection.pointee.stride_height) &- Int(connection.pointee.padding_height)
      rows.advance(to: top)
      next.list(rows, top: top, timestep: 0, x: 0, counted: counted)
      for x in 0..<width {
        for timestep in 0..<timesteps {
          swap(&window, &next)
          // A list that was just written cannot be read at once: the next one is made meanwhile.
          let isLast = timestep &+ 1 == timesteps
          let (t, column) = isLast ? (0, x &+ 1) : (timestep &+ 1, x)
          if column < width {
            next.list(rows, top: top, timestep: t, x: column, counted: counted)
          }
          runPixel(synapse, group, window, place(y, x, timestep), counted: counted)
          neurons.count(timestep)
          if group.lowerBound == block.lowerBound {
            node.pointee.counts[timestep].operations &+= UInt64(
              truncatingIfNeeded: window.count &* block.count)
          }
        }
      }
    }
  }

  /// Where an output pixel's neurons are.
  struct Place {
    let element: Int
    let spikes: UnsafeMutablePointer<UInt32>
  }

  @inline(__always)
  private func place(_ y: Int, _ x: Int, _ timestep: Int) -> Place {
    let pixel = y &* Int(node.pointee.width) &+ x
    let words = (channels &+ 31) / 32
    return Place(element: pixel &* channels, spikes: neurons.spikes(timestep) + pixel &* words)
  }

  @inline(__always)
  private mutating func runPixel(
    _ synapse: Synapse, _ group: Range<Int>, _ window: EventWindow, _ place: Place, counted: Bool
  ) {
    var channel = group.lowerBound
    let isShort = window.partCount == 1 && neurons.takesShortSums
    while channel < group.upperBound {
      let left = group.upperBound &- channel
      if left >= 128 && atsnn_has_wide_blocks() {
        if isShort {
          let (low, high) = synapse.sums128(window, (0, window.count), channel, counted: counted)
          fire(low, channel, place)
          fire(high, channel &+ 64, place)
        } else {
          synapse.add(window, channel, 128, to: neurons.kept, place.element, counted: counted)
          fireSums(channel, 128, place)
        }
        channel &+= 128
      } else if left >= 64 {
        if isShort {
          fire(synapse.sums64(window, (0, window.count), channel, counted: counted), channel, place)
        } else {
          synapse.add(window, channel, 64, to: neurons.kept, place.element, counted: counted)
          fireSums(channel, 64, place)
        }
        channel &+= 64
      } else {
        channel &+= runRest(synapse, window, channel, left, place, counted: counted)
      }
    }
  }

  /// Less than 64 channels: a block of 32 or of 16.
  @inline(__always)
  private mutating func runRest(
    _ synapse: Synapse, _ window: EventWindow, _ channel: Int, _ left: Int, _ place: Place,
    counted: Bool
  ) -> Int {
    let width = left >= 32 ? 32 : 16
    if width == 32 && window.partCount == 1 && neurons.takesShortSums {
      let sums = synapse.sums32(window, (0, window.count), channel, counted: counted)
      place.spikes[channel &>> 5] = neurons.fire(
        sums, channel: channel, element: place.element &+ channel)
      return width
    }
    synapse.add(window, channel, width, to: neurons.kept, place.element, counted: counted)
    fireSums(channel, width, place)
    return width
  }

  @inline(__always)
  private mutating func fire(_ sums: atsnn_i16x64, _ channel: Int, _ place: Place) {
    let element = place.element &+ channel
    place.spikes[channel &>> 5] = neurons.fire(
      atsnn_low_half(sums), channel: channel, element: element)
    place.spikes[channel &>> 5 &+ 1] = neurons.fire(
      atsnn_high_half(sums), channel: channel &+ 32, element: element &+ 32)
  }

  @inline(__always)
  private mutating func fireSums(_ channel: Int, _ width: Int, _ place: Place) {
    var first = channel
    while first < channel &+ width {
      place.spikes[first &>> 5] = neurons.fireSums(
        channel: first, element: place.element &+ first, isWhole: width >= 32)
      first &+= 32
    }
  }
}

extension atsnn_spiking_node {
  /// The channels of the slice.
  var block: Range<Int> { Int(first_channel)..<Int(end_channel) }
}
