import CKernels

/// A connection and where its rows of weights stand.
struct Synapse {
  let connection: UnsafePointer<atsnn_connection>
  /// Rows of weights.
  let rows: Int
  private let weights: UnsafePointer<Int8>

  init(_ connection: UnsafePointer<atsnn_connection>) {
    let c = connection.pointee
    self.connection = connection
    rows = Int(c.kernel_height) &* Int(c.kernel_width) &* Int(c.source_channels)
    weights = c.weights
  }

  /// One weight of 8 or 16 bits.
  func weight(_ row: Int, _ channel: Int) -> Int32 {
    let place = row &* Int(connection.pointee.row_stride)
    guard connection.pointee.weight_bytes == 1 else {
      return Int32((wideBlock(channel) + place).loadUnaligned(as: Int16.self))
    }
    return Int32((block(channel) + place)[0])
  }

  /// Weights of 16 channels, of 8 or 16 bits.
  @inline(__always)
  func weights16(_ row: Int, _ channel: Int) -> atsnn_i32x16 {
    let place = row &* Int(connection.pointee.row_stride)
    guard connection.pointee.weight_bytes == 1 else {
      return atsnn_widen_i16x16(atsnn_load_i16x16(wideBlock(channel) + place))
    }
    return atsnn_widen_i16x16(atsnn_widen_i8x16(atsnn_load_i8x16(block(channel) + place)))
  }

  /// A timestep's spikes of the source.
  @inline(__always)
  func spikes(_ timestep: Int) -> UnsafePointer<UInt32> {
    (connection.pointee.source + timestep &* Int(connection.pointee.source_stride))
      .assumingMemoryBound(to: UInt32.self)
  }

  /// A channel's weight of the first row.
  @inline(__always)
  func block(_ channel: Int) -> UnsafePointer<Int8> {
    weights + (channel &>> 6 &* Int(connection.pointee.block_stride) &+ channel & 63)
  }

  /// The same of 16-bit weights.
  @inline(__always)
  func wideBlock(_ channel: Int) -> UnsafeRawPointer { UnsafeRawPointer(weights) + 2 &* channel }

  /// Reads the weights of a group of channels in the order in which they stand: many times as fast as
  /// if each came when its first event asks for it.
  func fetch(_ group: Range<Int>) {
    let step = Int(connection.pointee.row_stride)
    // Rows further apart share so few places of a cache that they would drive each other out.
    guard step <= 256 else { return }
    let isWide = connection.pointee.weight_bytes == 2
    for channel in stride(from: group.lowerBound, to: group.upperBound, by: isWide ? 32 : 64) {
      var place = isWide ? wideBlock(channel) : UnsafeRawPointer(block(channel))
      for _ in 0..<rows {
        atsnn_touch(place)
        place += step
      }
    }
  }

  /// Sums of channels `channel..<channel + 128` over a part of a window.
  @inline(__always)
  func sums128(
    _ window: EventWindow, _ part: (start: Int, count: Int), _ channel: Int, counted: Bool
  ) -> (atsnn_i16x64, atsnn_i16x64) {
    let events = window.events + part.start
    guard counted else {
      return Gather.rows128(events, part.count, block(channel), block(channel &+ 64))
    }
    return Gather.rows128(
      events, window.counts + part.start, part.count, block(channel), block(channel &+ 64))
  }

  @inline(__always)
  func sums64(
    _ window: EventWindow, _ part: (start: Int, count: Int), _ channel: Int, counted: Bool
  ) -> atsnn_i16x64 {
    let events = window.events + part.start
    guard counted else { return Gather.rows64(events, part.count, block(channel)) }
    return Gather.rows64(events, window.counts + part.start, part.count, block(channel))
  }

  @inline(__always)
  func sums32(
    _ window: EventWindow, _ part: (start: Int, count: Int), _ channel: Int, counted: Bool
  ) -> atsnn_i16x32 {
    let events = window.events + part.start
    guard counted else { return Gather.rows32(events, part.count, block(channel)) }
    return Gather.rows32(
      events, window.counts + part.start, part.count, block(channel))
  }

  @inline(__always)
  func sums16(
    _ window: EventWindow, _ part: (start: Int, count: Int), _ channel: Int, counted: Bool
  ) -> atsnn_i16x16 {
    let events = window.events + part.start
    guard counted else { return Gather.rows16(events, part.count, block(channel)) }
    return Gather.rows16(
      events, window.counts + part.start, part.count, block(channel))
  }
}
