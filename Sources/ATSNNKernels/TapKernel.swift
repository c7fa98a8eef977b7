import CKernels

/// A convolution by 3 x 3 windows that keep the map's size: each source pixel's events are read once,
/// and added to the nine output pixels that see it.
///
/// Its sums stay in registers while the source row is walked along, so that a row of weights is a load
/// and an addition, without a list of any window's events: what such lists cost is most of the time
/// where channels are few. A column that is left behind is complete for its source row; what three
/// source rows add meets in a ring of three rows of sums.
struct TapKernel<Lanes: TapLanes> {
  private let node: UnsafePointer<atsnn_spiking_node>
  private let weights: TapWeights
  private let channels: Int
  private let width: Int
  private let height: Int
  private let ring: TapRing
  private let source: TapSource

  init(_ node: UnsafePointer<atsnn_spiking_node>) {
    self.node = node
    weights = TapWeights(node.pointee.connections)
    channels = Int(node.pointee.channels)
    width = Int(node.pointee.width)
    height = Int(node.pointee.height)
    ring = TapRing(weights.packed + weights.byteCount, width &* Lanes.width)
    source = TapSource(node.pointee.connections)
  }

  func run(_ neurons: inout Neurons) {
    let isCounted = node.pointee.connections.pointee.maximum_count > 1
    let block = node.pointee.block
    for channel in stride(from: block.lowerBound, to: block.upperBound, by: Lanes.width) {
      weights.pack(Lanes.self, channel)
      if isCounted {
        run(channel, &neurons, isCounted: true)
      } else {
        run(channel, &neurons, isCounted: false)
      }
    }
  }

  /// All rows of a block of channels, timestep by timestep: its few weights stay near all the while.
  @inline(__always)
  private func run(_ channel: Int, _ outer: inout Neurons, isCounted: Bool) {
    var neurons = outer
    let rows = Int(node.pointee.first_row)..<Int(node.pointee.end_row)
    for timestep in 0..<Int(node.pointee.timesteps) {
      if rows.lowerBound == 0 { ring.above(0).clear() }
      for source in max(rows.lowerBound &- 1, 0)..<min(rows.upperBound &+ 1, height) {
        let target = target(source &- 1, timestep, channel, neurons)
        let seen = add(
          source, timestep, source > rows.lowerBound ? target : nil, &neurons,
          isCounted: isCounted)
        if channel == node.pointee.block.lowerBound { count(seen, source, timestep) }
      }
      if rows.upperBound == height { fireLast(timestep, channel, &neurons) }
      neurons.count(timestep)
    }
  }

  /// Sums what a source row adds to the output rows below, beside and above it; the one above, if it is
  /// wanted, is then complete.
  ///
  /// - Returns: how often an output column sees an event.
  @inline(__always)
  private func add(
    _ y: Int, _ timestep: Int, _ target: TapTarget<Lanes>?, _ neurons: inout Neurons,
    isCounted: Bool
  ) -> Int {
    // The output row below sees it above.
    let (below, beside) = (ring.above(y &+ 1), ring.beside(y))
    let above = ring.sums(y &- 1)
    var pixel = source.pixel(y, timestep)
    var sums = TapSums<Lanes>()
    // All but the first and the last pixel are seen from three columns.
    var seen = 0
    var unseen = 0
    for x in 0...width {
      if x < width {
        var packed = UnsafePointer(weights.packed)
        var count = 0
        var word = 0
        repeat {
          var events = source.events(pixel, word, packed, isCounted: isCounted)
          count &+= events.bits.nonzeroBitCount
          while events.bits != 0 { sums.add(Lanes.Rows(&events)) }
          packed += TapWeights.wordBytes
          word &+= 1
        } while word < weights.words
        seen &+= count
        if x == 0 { unseen = count }
        if x &+ 1 == width { unseen &+= count }
        pixel += source.pixelBytes
      }
      if x > 0 {
        let place = (x &- 1) &* Lanes.width
        sums.a.0.store(below.first + place)
        sums.b.0.store(beside.first + place)
        if let target { target.fire(x &- 1, above, sums.c.0, &neurons) }
      }
      sums.shift()
    }
    return 3 &* seen &- unseen
  }

  /// The last output row, below which there is no source row.
  @inline(never)
  private func fireLast(_ timestep: Int, _ channel: Int, _ neurons: inout Neurons) {
    let target = target(height &- 1, timestep, channel, neurons)
    let above = ring.sums(height &- 1)
    for x in 0..<width { target.fire(x, above, .zero, &neurons) }
  }

  @inline(__always)
  private func target(
    _ y: Int, _ timestep: Int, _ channel: Int, _ neurons: Neurons
  ) -> TapTarget<Lanes> {
    TapTarget(
      spikes: neurons.spikes(timestep) + (y &* width &* (channels / 32) &+ channel / 32),
      element: y &* width &* channels &+ channel, channels: channels,
      blocks: (neurons.block(channel), neurons.block(channel &+ Lanes.width &- 32)))
  }

  /// Counts the synaptic operations of source row `y` (rule C1).
  private func count(_ seen: Int, _ y: Int, _ timestep: Int) {
    let rows =
      min(y &+ 2, Int(node.pointee.end_row)) &- max(y &- 1, Int(node.pointee.first_row))
    node.pointee.counts[timestep].operations &+= UInt64(
      truncatingIfNeeded: seen &* rows &* node.pointee.block.count)
  }
}
