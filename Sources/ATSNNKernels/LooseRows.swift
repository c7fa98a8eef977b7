import CKernels

/// Sums over rows of weights, 16 channels at a time, of a number of channels that need be no multiple
/// of 16.
///
/// Rows follow one another without a gap, so such a row is read past its end: what the lanes beyond
/// hold is of no channel. Only the last rows are not read so, for behind them another's memory may
/// begin.
struct LooseRows {
  private let synapse: Synapse
  private let window: EventWindow
  private let channels: Int
  private let counted: Bool
  /// Events whose rows are read in vectors.
  private let whole: Int

  init(
    _ connection: UnsafePointer<atsnn_connection>, _ window: EventWindow, channels: Int
  ) {
    synapse = Synapse(connection)
    self.window = window
    self.channels = channels
    counted = connection.pointee.maximum_count > 1
    let read = (channels &+ 15) & ~15
    let end = (synapse.rows &* channels &- read) &* Int(connection.pointee.weight_bytes)
    var whole = window.count
    while whole > 0 && Int(window.events[whole &- 1]) > end { whole &-= 1 }
    self.whole = whole
  }

  /// Those of 16 channels over the rows that are read in vectors.
  func sums(_ channel: Int) -> atsnn_i32x16 {
    synapse.connection.pointee.weight_bytes == 2 ? wideSums(channel) : shortSums(channel)
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

  /// Adds the rows that are not read in vectors to the sums of some channels.
  func addLast(_ channels: Range<Int>, to sums: UnsafeMutablePointer<Int32>) {
    for index in whole..<window.count {
      let count = counted ? Int32(window.counts[index]) : 1
      let row = Int(window.events[index] / synapse.connection.pointee.row_stride)
      for channel in channels {
        sums[channel] &+= count &* synapse.weight(row, channel)
      }
    }
  }
}
