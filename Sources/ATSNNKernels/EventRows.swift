import CKernels

/// The active elements of source rows, each as the offset of its row of weights.
///
/// An element of column x and channel c has offset (x * channels + c) * unit: the elements that a
/// window sees of one source row follow one another, and one number moves them all to its taps. For
/// each timestep the connection's `kept_rows` are kept, source row r in slot r % kept_rows.
struct EventRows {
  let connection: UnsafePointer<atsnn_connection>
  /// Bytes from a row of weights to the next.
  let unit: UInt32
  let timesteps: Int
  /// Source rows that are listed: those below.
  private var listed: Int

  init(_ connection: UnsafePointer<atsnn_connection>, timesteps: UInt32, listed: Int = 0) {
    self.connection = connection
    unit = connection.pointee.row_stride
    self.timesteps = Int(timesteps)
    self.listed = listed
  }

  /// Offsets of a slot.
  var capacity: Int {
    Int(connection.pointee.source_width &* connection.pointee.source_channels) &+ 16
  }

  /// Lists the source rows of a window whose first row is `top`, of all timesteps.
  mutating func advance(to top: Int) {
    let end = min(
      top &+ Int(connection.pointee.kernel_height), Int(connection.pointee.source_height))
    let start = max(listed, max(top, 0))
    list(start..<max(end, start))
    listed = max(listed, end)
  }

  /// Lists source rows of all timesteps, no more than are kept.
  func list(_ rows: Range<Int>) {
    for row in rows {
      for timestep in 0..<timesteps {
        let list = EventList(self, row: row, timestep: timestep, slot: slot(row, timestep))
        if connection.pointee.maximum_count == 1 { list.listSpikes() } else { list.listCounts() }
      }
    }
  }

  /// Where a source row's list stands.
  @inline(__always)
  func slot(_ row: Int, _ timestep: Int) -> Int {
    let kept = Int(connection.pointee.kept_rows)
    return timestep &* kept &+ (row < kept ? row : row % kept)
  }
}

/// The lists of a source row at all timesteps, where all source rows are kept.
struct EventRow {
  private let events: UnsafePointer<UInt32>
  private let counts: UnsafePointer<UInt8>
  private let ends: UnsafePointer<UInt32>
  /// From a timestep's lists to the next one's.
  private let stride: Int
  private let endStride: Int

  @inline(__always)
  init(_ rows: EventRows, _ row: Int) {
    let c = rows.connection.pointee
    let width = Int(c.source_width &+ 1)
    events = UnsafePointer(c.row_events + row &* rows.capacity)
    counts = UnsafePointer(c.row_counts + row &* rows.capacity)
    ends = UnsafePointer(c.row_ends + row &* width)
    stride = Int(c.kept_rows) &* rows.capacity
    endStride = Int(c.kept_rows) &* width
  }

  /// What is active in some columns.
  @inline(__always)
  func piece(_ timestep: Int, _ columns: Range<Int>) -> EventPiece {
    let ends = ends + timestep &* endStride
    let start = Int(ends[columns.lowerBound])
    let first = timestep &* stride &+ start
    return EventPiece(
      events: events + first, counts: counts + first,
      count: Int(ends[columns.upperBound]) &- start)
  }
}

/// Active elements that follow one another in a list.
struct EventPiece {
  let events: UnsafePointer<UInt32>
  let counts: UnsafePointer<UInt8>
  let count: Int
}

/// One source row's list.
struct EventList {
  private let source: UnsafeRawPointer
  private let width: Int
  private let channels: Int
  private let unit: UInt32
  private let row: Int
  private let events: UnsafeMutablePointer<UInt32>
  private let counts: UnsafeMutablePointer<UInt8>
  /// Where each pixel's elements start, and where the last one's end.
  private let ends: UnsafeMutablePointer<UInt32>

  init(_ rows: EventRows, row: Int, timestep: Int, slot: Int) {
    let connection = rows.connection.pointee
    source = connection.source + timestep &* Int(connection.source_stride)
    width = Int(connection.source_width)
    channels = Int(connection.source_channels)
    unit = rows.unit
    self.row = row
    events = connection.row_events + slot &* rows.capacity
    counts = connection.row_counts + slot &* rows.capacity
    ends = connection.row_ends + slot &* (width &+ 1)
  }

  func listSpikes() {
    let words = (channels &+ 31) / 32
    var source = source.assumingMemoryBound(to: UInt32.self) + row &* width &* words
    var count = 0
    var first: UInt32 = 0
    for x in 0..<width {
      ends[x] = UInt32(truncatingIfNeeded: count)
      for word in 0..<words {
        let start = first &+ 32 &* unit &* UInt32(truncatingIfNeeded: word)
        count &+= append(source[word], start, to: events + count)
      }
      source += words
      first &+= UInt32(truncatingIfNeeded: channels) &* unit
    }
    ends[width] = UInt32(truncatingIfNeeded: count)
  }

  /// Appends an offset a bit that is set.
  @inline(__always)
  private func append(
    _ bits: UInt32, _ first: UInt32, to events: UnsafeMutablePointer<UInt32>
  ) -> Int {
    if atsnn_has_many_registers() {
      let low = EventList.lanes &* unit &+ first
      atsnn_store_u32x16(atsnn_compress(low, bits & 0xFFFF), events)
      let middle = (bits & 0xFFFF).nonzeroBitCount
      atsnn_store_u32x16(atsnn_compress(low &+ 16 &* unit, bits >> 16), events + middle)
      return bits.nonzeroBitCount
    }
    var left = bits
    var count = 0
    while left != 0 {
      events[count] = first &+ UInt32(truncatingIfNeeded: left.trailingZeroBitCount) &* unit
      left &= left &- 1
      count &+= 1
    }
    return count
  }

  func listCounts() {
    var source = source.assumingMemoryBound(to: UInt8.self) + row &* width &* channels
    var count = 0
    var first: UInt32 = 0
    for x in 0..<width {
      ends[x] = UInt32(truncatingIfNeeded: count)
      var channel = 0
      if atsnn_has_many_registers() {
        while channel &+ 16 <= channels {
          count &+= append(atsnn_load_u8x16(source + channel), first, at: count)
          first &+= 16 &* unit
          channel &+= 16
        }
      }
      while channel < channels {
        events[count] = first
        counts[count] = source[channel]
        count &+= source[channel] == 0 ? 0 : 1
        first &+= unit
        channel &+= 1
      }
      source += channels
    }
    ends[width] = UInt32(truncatingIfNeeded: count)
  }

  /// Appends an offset and a count a value that is not 0.
  @inline(__always)
  private func append(_ values: atsnn_u8x16, _ first: UInt32, at count: Int) -> Int {
    let bits = atsnn_bits_u8(values)
    let offsets = EventList.lanes &* unit &+ first
    atsnn_store_u32x16(atsnn_compress(offsets, bits), events + count)
    let kept = atsnn_compress(atsnn_widen_u8x16(values), bits)
    atsnn_store_u8x16(atsnn_narrow_u32x16(kept), counts + count)
    return bits.nonzeroBitCount
  }

  private static var lanes: SIMD16<UInt32> {
    SIMD16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
  }
}
