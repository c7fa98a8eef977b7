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

/// The source of a node: spikes or counts.
private struct TapSource {
  private let connection: UnsafePointer<atsnn_connection>
  private let channels: Int
  let pixelBytes: Int

  init(_ connection: UnsafePointer<atsnn_connection>) {
    self.connection = connection
    channels = Int(connection.pointee.source_channels)
    pixelBytes = connection.pointee.maximum_count > 1 ? channels : (channels &+ 31) / 32 &* 4
  }

  /// The first pixel of a row.
  @inline(__always)
  func pixel(_ y: Int, _ timestep: Int) -> UnsafeRawPointer {
    connection.pointee.source + timestep &* Int(connection.pointee.source_stride)
      + y &* Int(connection.pointee.source_width) &* pixelBytes
  }

  /// A pixel's events from source channel 64 x `word` on.
  @inline(__always)
  func events(
    _ pixel: UnsafeRawPointer, _ word: Int, _ weights: UnsafePointer<Int8>, isCounted: Bool
  ) -> TapEvents {
    let isWhole = channels &- 64 &* word > 32
    guard isCounted else {
      let spikes = pixel.assumingMemoryBound(to: UInt32.self) + 2 &* word
      return TapEvents(UInt64(spikes[0]) | (isWhole ? UInt64(spikes[1]) &<< 32 : 0), weights, nil)
    }
    let counts = pixel.assumingMemoryBound(to: UInt8.self) + 64 &* word
    let low = bits(counts) | bits(counts + 16) &<< 16
    let high = isWhole ? bits(counts + 32) | bits(counts + 48) &<< 16 : 0
    return TapEvents(low | high &<< 32, weights, counts)
  }

  /// A bit a count that is not 0, of 16.
  @inline(__always)
  private func bits(_ counts: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(atsnn_bits_u8(atsnn_load_u8x16(counts)))
  }
}

/// An output row's neurons, from a block's first channel on.
private struct TapTarget<Lanes: TapLanes> {
  let spikes: UnsafeMutablePointer<UInt32>
  let element: Int
  let channels: Int
  /// Of the first 32 channels and of the last.
  let blocks: (NeuronBlock, NeuronBlock)

  /// Lets a pixel's neurons step: `sums` is what came before `last`.
  @inline(__always)
  func fire(_ x: Int, _ sums: TapRing.Sums, _ last: Lanes, _ neurons: inout Neurons) {
    let words = spikes + x &* (channels / 32)
    let element = element &+ x &* channels
    let place = x &* Lanes.width
    let (above, beside) = (Lanes(sums.above.first + place), Lanes(sums.beside.first + place))
    Lanes.forEach(above, beside, last) { a, b, c, offset in
      words[offset / 32] = neurons.fire(
        a, b, c, offset == 0 ? blocks.0 : blocks.1, element: element &+ offset)
    }
  }
}

/// What source rows add to output rows: of the row above three rows, of the one beside two.
private struct TapRing {
  struct Row {
    let first: UnsafeMutablePointer<Int16>
    let count: Int

    func clear() { first.update(repeating: 0, count: count) }
  }

  /// Of an output row.
  typealias Sums = (above: Row, beside: Row)

  private let first: UnsafeMutablePointer<Int16>
  /// Sums of a row.
  private let length: Int

  init(_ place: UnsafeMutableRawPointer, _ length: Int) {
    first = place.assumingMemoryBound(to: Int16.self)
    self.length = length
  }

  /// For output row `y`, from the source row above it.
  @inline(__always)
  func above(_ y: Int) -> Row { row(y % 3) }
  @inline(__always)
  func beside(_ y: Int) -> Row { row(3 &+ y & 1) }
  /// Of output row `y`, -1 or more.
  @inline(__always)
  func sums(_ y: Int) -> Sums { (above(y &+ 3), beside(y &+ 2)) }

  @inline(__always)
  private func row(_ index: Int) -> Row { Row(first: first + index &* length, count: length) }
}

/// Which nodes the kernel takes.
enum TapForm {
  /// Source channels from which on a block's weights leave a first-level cache.
  private static let tooManyChannels = 128
  /// Parts of a hundred counts that are not 0, from which on a dense product is faster.
  private static let greatestDensity = 50

  /// 3 x 3 windows, a source row's part of each sum in 16 bits, and a processor with registers for
  /// nine sums.
  static func suits(_ node: UnsafePointer<atsnn_spiking_node>, _ neurons: Neurons) -> Bool {
    guard atsnn_has_many_registers(), neurons.takesShortSums, node.pointee.connection_count == 1
    else { return false }
    let c = node.pointee.connections.pointee
    guard c.packed_weights != nil, c.source_channels % (c.maximum_count == 1 ? 16 : 32) == 0,
      c.source_channels < tooManyChannels, c.kernel_height == 3, c.kernel_width == 3,
      c.stride_height == 1, c.stride_width == 1, c.padding_height == 1, c.padding_width == 1,
      node.pointee.height == c.source_height, node.pointee.width == c.source_width
    else { return false }
    let channels = Int(node.pointee.channels)
    guard channels % 64 == 0 || channels == 32 && c.maximum_count == 1 else { return false }
    guard
      TapWeights(node.pointee.connections).rowsFitShort(
        channels, isBounded: node.pointee.sums_fit_short != 0)
    else { return false }
    return c.maximum_count == 1 || !DenseTally(node).isActive(greatestDensity, of: 100)
  }

  static func run(_ node: UnsafePointer<atsnn_spiking_node>, _ neurons: inout Neurons) {
    if node.pointee.channels == 32 {
      TapKernel<SIMD32<Int16>>(node).run(&neurons)
    } else {
      TapKernel<SIMD64<Int16>>(node).run(&neurons)
    }
  }
}
