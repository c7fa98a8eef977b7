import CKernels

/// Sums over rows of weights, 16 channels at a time, of a number of channels that need be no multiple
/// of 16.
///
/// Rows follow one another without a gap, so such a row is read past its end: what the lanes beyond
/// hold is of no channel. Only the last rows are not read so, for behind them another's memory may
/// begin.
struct LooseRows<Factors: RowFactors> {
  private let synapse: Synapse
  private let events: UnsafePointer<UInt32>
  private let count: Int
  private let factors: Factors
  /// Events whose rows are read in vectors.
  private let whole: Int

  /// - Parameter events: offsets of rows, not decreasing.
  @inline(__always)
  init(
    _ connection: UnsafePointer<atsnn_connection>, _ events: UnsafePointer<UInt32>, _ count: Int,
    _ factors: Factors, channels: Int
  ) {
    synapse = Synapse(connection)
    self.events = events
    self.count = count
    self.factors = factors
    let read = (channels &+ 15) & ~15
    let end = (synapse.rows &* channels &- read) &* Int(connection.pointee.weight_bytes)
    var whole = count
    while whole > 0 && Int(events[whole &- 1]) > end { whole &-= 1 }
    self.whole = whole
  }

  /// Those of 16 channels over the rows that are read in vectors.
  @inline(__always)
  func sums(_ channel: Int) -> atsnn_i32x16 {
    if synapse.connection.pointee.weight_bytes == 2 {
      let rows = WideGather(events: events, count: whole, weights: synapse.wideBlock(channel))
      return (rows.sums(factors) as WideSums16<Int16>).sums
    }
    let rows = WideGather(events: events, count: whole, weights: synapse.block(channel))
    return (rows.sums(factors) as WideSums16<Int8>).sums
  }

  /// Adds the rows that are not read in vectors to the sums of some channels.
  func addLast(_ channels: Range<Int>, to sums: UnsafeMutablePointer<Int32>) {
    for index in whole..<count {
      let factor = Int32(Int16(truncatingIfNeeded: factors.single(index)))
      let row = Int(events[index] / synapse.connection.pointee.row_stride)
      for channel in channels {
        sums[channel] &+= factor &* synapse.weight(row, channel)
      }
    }
  }
}
