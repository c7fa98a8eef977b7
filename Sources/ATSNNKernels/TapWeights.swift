import CKernels

/// The weights of a block of output channels, a source channel's nine taps one after the other: what a
/// first-level cache keeps while the map goes by.
struct TapWeights {
  /// Of 64 channels in 8 bits or of 32 in 16.
  static let tapBytes = 64
  static let taps = 9
  /// Bytes of a source channel.
  static let rowBytes = taps * tapBytes

  private let synapse: Synapse
  private let sourceChannels: Int
  let packed: UnsafeMutablePointer<Int8>

  init(_ connection: UnsafePointer<atsnn_connection>) {
    synapse = Synapse(connection)
    sourceChannels = Int(connection.pointee.source_channels)
    words = (sourceChannels &+ 63) / 64
    packed = connection.pointee.packed_weights
  }

  /// Bytes of 64 source channels and a row of zeros.
  static let wordBytes = 65 * rowBytes
  /// Times 64 source channels.
  let words: Int

  var byteCount: Int { words &* TapWeights.wordBytes }

  func pack<Lanes: TapLanes>(_: Lanes.Type, _ channel: Int) {
    let row = Int(synapse.connection.pointee.row_stride)
    var from = synapse.block(channel)
    for tap in 0..<TapWeights.taps {
      for source in 0..<sourceChannels {
        Lanes.pack(from, to: self.row(source) + tap &* TapWeights.tapBytes)
        from += row
      }
    }
    for word in 0..<words {
      self.row(64 &* word &+ 64, word: word).update(repeating: 0, count: TapWeights.rowBytes)
    }
  }

  private func row(_ source: Int) -> UnsafeMutablePointer<Int8> { row(source, word: source / 64) }

  /// A word's row of zeros is behind its 64th source channel.
  private func row(_ source: Int, word: Int) -> UnsafeMutablePointer<Int8> {
    packed + (source &+ word) &* TapWeights.rowBytes
  }

  /// Whether 16 bits hold what any source row adds to an output pixel.
  ///
  /// - Parameter isBounded: they hold all of it.
  func rowsFitShort(_ channels: Int, isBounded: Bool) -> Bool {
    let greatest = Int(Int16.max) / Int(synapse.connection.pointee.maximum_count)
    let rows = 3 &* sourceChannels
    if isBounded || rows &* 128 <= greatest { return true }
    for channel in stride(from: 0, to: channels, by: 32) {
      for first in stride(from: 0, to: 3 &* rows, by: rows)
      where reach(channel, first..<first &+ rows) >= greatest {
        return false
      }
    }
    return true
  }

  /// The greatest size of a sum of weights of the same sign, over 32 channels; no more than 16 bits hold.
  private func reach(_ channel: Int, _ rows: Range<Int>) -> Int {
    let row = Int(synapse.connection.pointee.row_stride)
    var weights = synapse.block(channel) + rows.lowerBound &* row
    var positive = atsnn_i16x32.zero
    var negative = atsnn_i16x32.zero
    for _ in rows {
      let weight = atsnn_widen_i8x32(atsnn_load_i8x32(weights))
      positive = atsnn_add_saturating_i16(positive, atsnn_max_i16(weight, .zero))
      negative = atsnn_add_saturating_i16(negative, atsnn_min_i16(weight, .zero))
      weights += row
    }
    return max(Int(positive.max()), 0 &- Int(negative.min()))
  }
}
