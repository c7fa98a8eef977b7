import CKernels

/// What the input image adds to a node of any number of channels and any window: for each output
/// pixel the rows of weights of its window's values that are not 0, times these (rules I1 and I2).
struct InputGather {
  private let node: UnsafePointer<atsnn_spiking_node>
  private let connection: UnsafePointer<atsnn_connection>
  private let synapse: Synapse
  private let channels: Int

  static func suits(_ node: UnsafePointer<atsnn_spiking_node>) -> Bool {
    node.pointee.connections.pointee.wide_weights == nil
  }

  init(_ node: UnsafePointer<atsnn_spiking_node>) {
    self.node = node
    connection = node.pointee.connections
    synapse = Synapse(connection)
    channels = Int(node.pointee.channels)
  }

  func fill() {
    let width = Int(node.pointee.width)
    for y in Int(node.pointee.first_row)..<Int(node.pointee.end_row) {
      for x in 0..<width {
        let count = list(y, x)
        add(count)
        keep((y &* width &+ x) &* channels)
      }
    }
  }

  /// Lists the values of a window that are not 0.
  ///
  /// - Returns: how many there are.
  private func list(_ y: Int, _ x: Int) -> Int {
    let c = connection.pointee
    let depth = Int(c.source_channels)
    let pixels = c.source.assumingMemoryBound(to: UInt8.self)
    let ys = taps(y, c.kernel_height, c.stride_height, c.padding_height, c.source_height)
    let xs = taps(x, c.kernel_width, c.stride_width, c.padding_width, c.source_width)
    var count = 0
    for row in ys.taps {
      let source = (ys.start &+ row) &* Int(c.source_width) &+ xs.start
      for column in xs.taps {
        let first = (source &+ column) &* depth
        let tap = (row &* Int(c.kernel_width) &+ column) &* depth
        for channel in 0..<depth {
          let value = Int16(pixels[first &+ channel]) &- Int16(c.zero_points[channel])
          c.events[count] = UInt32(truncatingIfNeeded: tap &+ channel) &* c.row_stride
          c.values[count] = value
          count &+= value == 0 ? 0 : 1
        }
      }
    }
    return count
  }

  /// Where a window starts in one direction, and its taps inside the source.
  private func taps(
    _ output: Int, _ kernel: UInt32, _ stride: UInt32, _ padding: UInt32, _ source: UInt32
  ) -> (start: Int, taps: Range<Int>) {
    let start = output &* Int(stride) &- Int(padding)
    let first = max(0, 0 &- start)
    return (start, first..<max(first, min(Int(kernel), Int(source) &- start)))
  }

  /// Sums of biases and the listed values' rows, into the node's sums.
  private func add(_ count: Int) {
    let factors = PixelFactors(values: connection.pointee.values)
    var channel = 0
    while channel &+ 16 <= channels {
      let left = channels &- channel
      if left >= 64 {
        add(count, factors, channel, WideSums64<Int8>.self, WideSums64<Int16>.self)
        channel &+= 64
      } else if left >= 32 {
        add(count, factors, channel, WideSums32<Int8>.self, WideSums32<Int16>.self)
        channel &+= 32
      } else {
        add(count, factors, channel, WideSums16<Int8>.self, WideSums16<Int16>.self)
        channel &+= 16
      }
    }
    guard channel < channels else { return }
    let rows = LooseRows(
      connection, connection.pointee.events, count, factors, channels: channels)
    store(rows.sums(channel), channel)
    rows.addLast(channel..<channels, to: node.pointee.sums)
  }

  @inline(__always)
  private func add<Bytes: WideSums, Words: WideSums>(
    _ count: Int, _ factors: PixelFactors, _ channel: Int, _: Bytes.Type, _: Words.Type
  ) {
    let events = UnsafePointer<UInt32>(connection.pointee.events)
    guard let events else { return }
    if connection.pointee.weight_bytes == 1 {
      let rows = WideGather(events: events, count: count, weights: synapse.block(channel))
      (rows.sums(factors) as Bytes).forEach { store($0, channel &+ $1) }
    } else {
      let rows = WideGather(events: events, count: count, weights: synapse.wideBlock(channel))
      (rows.sums(factors) as Words).forEach { store($0, channel &+ $1) }
    }
  }

  @inline(__always)
  private func store(_ sums: atsnn_i32x16, _ channel: Int) {
    let bias = atsnn_load_i32x16(node.pointee.bias + channel)
    atsnn_store_i32x16(bias &+ sums, node.pointee.sums + channel)
  }

  /// Keeps a pixel's sums, or where no other connection adds to them its currents.
  private func keep(_ first: Int) {
    for channel in stride(from: 0, to: channels, by: 16) {
      let sums = node.pointee.sums + channel
      if node.pointee.cache_form > 1 {
        let currents = Neurons.current(atsnn_load_i32x16(sums), channel, node)
        atsnn_store_i32x16(currents, sums)
      }
    }
    guard let cache = node.pointee.cache else { return }
    if node.pointee.cache_form == 3 {
      let kept = cache.assumingMemoryBound(to: Int16.self) + first
      for channel in 0..<channels {
        kept[channel] = Int16(truncatingIfNeeded: node.pointee.sums[channel])
      }
    } else {
      cache.assumingMemoryBound(to: Int32.self).advanced(by: first)
        .update(from: node.pointee.sums, count: channels)
    }
  }
}
