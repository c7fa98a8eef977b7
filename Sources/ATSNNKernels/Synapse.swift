import CKernels

/// A connection and where its rows of weights stand.
struct Synapse {
  let connection: UnsafePointer<atsnn_connection>
  let channels: Int
  /// Rows of weights.
  let rows: Int
  private let weights: UnsafePointer<Int8>

  init(_ connection: UnsafePointer<atsnn_connection>, channels: Int) {
    let c = connection.pointee
    self.connection = connection
    self.channels = channels
    rows = Int(c.kernel_height) &* Int(c.kernel_width) &* Int(c.source_channels)
    weights = c.weights
  }

  /// One weight.
  func weight(_ row: Int, _ channel: Int) -> Int8 { weights[row &* channels &+ channel] }

  /// Sums of channels `channel..<channel + 128` over a part of a window.
  @inline(__always)
  func sums128(
    _ window: EventWindow, _ part: (start: Int, count: Int), _ channel: Int, counted: Bool
  ) -> (atsnn_i16x64, atsnn_i16x64) {
    let events = window.events + part.start
    guard counted else {
      return Gather.rows128(events, part.count, weights + channel, weights + (channel &+ 64))
    }
    return Gather.rows128(
      events, window.counts + part.start, part.count, weights + channel, weights + (channel &+ 64))
  }

  @inline(__always)
  func sums64(
    _ window: EventWindow, _ part: (start: Int, count: Int), _ channel: Int, counted: Bool
  ) -> atsnn_i16x64 {
    let events = window.events + part.start
    guard counted else { return Gather.rows64(events, part.count, weights + channel) }
    return Gather.rows64(events, window.counts + part.start, part.count, weights + channel)
  }

  @inline(__always)
  func sums32(
    _ window: EventWindow, _ part: (start: Int, count: Int), _ channel: Int, counted: Bool
  ) -> atsnn_i16x32 {
    let events = window.events + part.start
    guard counted else { return Gather.rows32(events, part.count, weights + channel) }
    return Gather.rows32(
      events, window.counts + part.start, part.count, weights + channel)
  }

  @inline(__always)
  func sums16(
    _ window: EventWindow, _ part: (start: Int, count: Int), _ channel: Int, counted: Bool
  ) -> atsnn_i16x16 {
    let events = window.events + part.start
    guard counted else { return Gather.rows16(events, part.count, weights + channel) }
    return Gather.rows16(
      events, window.counts + part.start, part.count, weights + channel)
  }
}
