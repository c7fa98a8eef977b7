import CKernels

/// What one connection adds to the sums of a read-out (rule S3), 16 output channels at a time.
///
/// Rows of weights follow one another without a gap, so a row that is no multiple of 16 channels is
/// read past its end: what the lanes beyond hold is of no channel. Only the last rows are not read so,
/// for behind them another's memory may begin.
struct ReadOut {
  private let sums: UnsafeMutablePointer<Int32>
  private let synapse: Synapse
  private let channels: Int
  private let counted: Bool
  private let window: EventWindow
  /// Events whose rows are read in vectors.
  private let whole: Int

  /// - Returns: synaptic operations (rule C1).
  static func run(_ node: atsnn_read_out_node) -> UInt64 {
    var operations = 0
    for index in 0..<Int(node.connection_count) {
      let readOut = ReadOut(node, node.connections + index)
      for channel in stride(from: 0, to: readOut.channels, by: 16) { readOut.addWhole(channel) }
      readOut.addLast()
      operations &+= readOut.window.count &* readOut.channels
    }
    return UInt64(truncatingIfNeeded: operations)
  }

  private init(_ node: atsnn_read_out_node, _ connection: UnsafePointer<atsnn_connection>) {
    let counted = connection.pointee.maximum_count > 1
    var rows = EventRows(connection, timesteps: 1)
    rows.advance(to: 0)
    var window = EventWindow(connection, 0)
    window.list(rows, top: 0, timestep: 0, x: 0, counted: counted)
    sums = node.sums
    self.counted = counted
    self.window = window
    channels = Int(node.channels)
    synapse = Synapse(connection)
    let bytes = Int(connection.pointee.weight_bytes)
    let read = (channels &+ 15) & ~15
    let end = (synapse.rows &* channels &- read) &* bytes
    var whole = window.count
    while whole > 0 && Int(window.events[whole &- 1]) > end { whole &-= 1 }
    self.whole = whole
  }

  private func addWhole(_ channel: Int) {
    let wide = synapse.connection.pointee.weight_bytes == 2
    let more = wide ? wideSums(channel) : shortSums(channel)
    atsnn_store_i32x16(atsnn_load_i32x16(sums + channel) &+ more, sums + channel)
  }

  private func shortSums(_ channel: Int) -> atsnn_i32x16 {
    var sums = atsnn_i32x16.zero
    for index in 0..<window.partCount {
      var part = window.part(index)
      part.count = min(part.count, max(whole &- part.start, 0))
      let short =
        counted
        ? synapse.sums16(window, part, channel, counted: true)
        : synapse.sums16(window, part, channel, counted: false)
      sums = sums &+ atsnn_widen_i16x16(short)
    }
    return sums
  }

  private func wideSums(_ channel: Int) -> atsnn_i32x16 {
    let rows = WideGather(
      events: window.events, count: whole, weights: synapse.wideBlock(channel))
    let sums: WideSums16 =
      counted ? rows.sums(CountFactors(counts: window.counts)) : rows.sums(SpikeFactors())
    return sums.sums
  }

  private func addLast() {
    for index in whole..<window.count {
      let count = counted ? Int32(window.counts[index]) : 1
      let row = Int(window.events[index] / synapse.connection.pointee.row_stride)
      for channel in 0..<channels {
        sums[channel] &+= count &* synapse.weight(row, channel)
      }
    }
  }
}
