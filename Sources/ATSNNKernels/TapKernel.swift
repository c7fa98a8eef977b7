import CKernels

/// A convolution of spikes by 3 x 3 windows that keep the map's size: each source pixel's events are
/// read once, and added to the nine output pixels that see it.
///
/// Its sums stay in registers while the source row is walked along, so that a row of weights is a load
/// and an addition, without a list of any window's events: what such lists cost is most of the time
/// where channels are few. A column that is left behind is complete for its source row; sums of three
/// source rows meet in a ring of three rows of sums.
struct TapKernel<Lanes: TapLanes> {
  private let node: UnsafePointer<atsnn_spiking_node>
  private let synapse: Synapse
  private let channels: Int
  private let width: Int
  private let height: Int
  private let sourceChannels: Int
  private let ring: UnsafeMutablePointer<Int16>

  init(_ node: UnsafePointer<atsnn_spiking_node>) {
    let connection = node.pointee.connections.pointee
    self.node = node
    synapse = Synapse(node.pointee.connections)
    channels = Int(node.pointee.channels)
    width = Int(node.pointee.width)
    height = Int(node.pointee.height)
    sourceChannels = Int(connection.source_channels)
    ring = UnsafeMutableRawPointer(connection.row_events).assumingMemoryBound(to: Int16.self)
  }

  func run(_ neurons: inout Neurons) {
    let block = node.pointee.block
    for channel in stride(from: block.lowerBound, to: block.upperBound, by: Lanes.width) {
      run(channel, &neurons)
    }
  }

  /// All rows of a block of channels, timestep by timestep: its few weights stay near all the while.
  private func run(_ channel: Int, _ neurons: inout Neurons) {
    let first = Int(node.pointee.first_row)
    for timestep in 0..<Int(node.pointee.timesteps) {
      if first == 0 { ring.update(repeating: 0, count: width &* Lanes.width) }
      for source in max(first &- 1, 0)...Int(node.pointee.end_row) {
        if source < height {
          add(source, timestep, channel, &neurons)
        } else {
          fireLast(timestep, channel, &neurons)
        }
      }
      neurons.count(timestep)
    }
  }

  /// Adds a source row to the output rows below, beside and above it; the one above is then complete.
  @inline(__always)
  private func add(_ source: Int, _ timestep: Int, _ channel: Int, _ neurons: inout Neurons) {
    let below = row(source &+ 1)
    let beside = row(source)
    let above = row(source &+ 2)
    let firesAbove = source > Int(node.pointee.first_row)
    let words = (sourceChannels &+ 31) / 32
    var spikes = synapse.spikes(timestep) + source &* width &* words
    let spikesAbove = neurons.spikes(timestep) + word(source &- 1, channel)
    let elementAbove = (source &- 1) &* width &* channels &+ channel
    var sums = TapSums<Lanes>()
    var events = 0
    for x in 0...width {
      if x < width {
        let seen = add(spikes, words, channel, &sums)
        events &+= seen &* columns(x)
        spikes += words
      }
      if x > 0 {
        let place = (x &- 1) &* Lanes.width
        sums.a.0.store(below + place)
        (Lanes.load(beside + place) + sums.b.0).store(beside + place)
        if firesAbove {
          (Lanes.load(above + place) + sums.c.0).fire(
            &neurons, channel, elementAbove &+ (x &- 1) &* channels,
            spikesAbove + (x &- 1) &* (channels / 32))
        }
      }
      sums.shift()
    }
    let block = node.pointee.block
    if channel == block.lowerBound {
      node.pointee.counts[timestep].operations &+= UInt64(
        truncatingIfNeeded: events &* rows(source) &* block.count)
    }
  }

  /// Adds a source pixel's events; how many there are.
  @inline(__always)
  private func add(
    _ spikes: UnsafePointer<UInt32>, _ words: Int, _ channel: Int, _ sums: inout TapSums<Lanes>
  ) -> Int {
    let row = Int(synapse.connection.pointee.row_stride)
    var first = synapse.block(channel)
    var count = 0
    for word in stride(from: 0, to: words, by: 2) {
      let bits = UInt64(spikes[word]) | (word &+ 1 < words ? UInt64(spikes[word &+ 1]) &<< 32 : 0)
      Lanes.add(bits, TapRows(first: first, row: row, tap: sourceChannels &* row), to: &sums)
      count &+= bits.nonzeroBitCount
      first += 64 &* row
    }
    return count
  }

  /// The last output row, below which there is no source row.
  private func fireLast(_ timestep: Int, _ channel: Int, _ neurons: inout Neurons) {
    let sums = row(height &- 1)
    let spikes = neurons.spikes(timestep) + word(height &- 1, channel)
    for x in 0..<width {
      let element = ((height &- 1) &* width &+ x) &* channels &+ channel
      Lanes.load(sums + x &* Lanes.width).fire(
        &neurons, channel, element, spikes + x &* (channels / 32))
    }
  }

  /// Sums of output row `y`, or of y + 3.
  @inline(__always)
  private func row(_ y: Int) -> UnsafeMutablePointer<Int16> {
    ring + y % TapForm.ringRows &* width &* Lanes.width
  }

  /// The word of a row's first pixel.
  private func word(_ y: Int, _ channel: Int) -> Int {
    y &* width &* (channels / 32) &+ channel / 32
  }

  /// Output columns that see a source column, and output rows of this call that see a source row.
  @inline(__always)
  private func columns(_ x: Int) -> Int { min(x &+ 2, width) &- max(x &- 1, 0) }

  private func rows(_ y: Int) -> Int {
    min(y &+ 2, Int(node.pointee.end_row)) &- max(y &- 1, Int(node.pointee.first_row))
  }
}

/// Which nodes the kernel takes.
enum TapForm {
  static let ringRows = 3

  /// Spikes through 3 x 3 windows, sums that fit 16 bits whatever the spikes, and a processor with
  /// registers for nine sums.
  static func suits(_ node: UnsafePointer<atsnn_spiking_node>, _ neurons: Neurons) -> Bool {
    let node = node.pointee
    guard atsnn_has_many_registers(), node.sums_fit_short != 0, neurons.takesShortSums,
      node.connection_count == 1
    else { return false }
    let c = node.connections.pointee
    guard c.maximum_count == 1, c.source_channels % 16 == 0, c.kernel_height == 3,
      c.kernel_width == 3, c.stride_height == 1, c.stride_width == 1, c.padding_height == 1,
      c.padding_width == 1, node.height == c.source_height, node.width == c.source_width
    else { return false }
    let lanes = node.channels == 32 ? 32 : 64
    guard Int(node.channels) % lanes == 0 else { return false }
    // The ring stands where lists of events would: three rows of 32 bits an element.
    return 2 &* ringRows &* lanes <= 12 &* Int(c.source_channels)
  }

  static func run(_ node: UnsafePointer<atsnn_spiking_node>, _ neurons: inout Neurons) {
    if node.pointee.channels == 32 {
      TapKernel<SIMD32<Int16>>(node).run(&neurons)
    } else {
      TapKernel<SIMD64<Int16>>(node).run(&neurons)
    }
  }
}
