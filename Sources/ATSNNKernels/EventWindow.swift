import CKernels

/// The active elements that one output pixel sees, in one list, cut into parts.
///
/// The counts of a part sum up to 255 at most, so that 16 bits hold the sums of any 8-bit weights.
struct EventWindow {
  private static let greatest = 255

  let events: UnsafeMutablePointer<UInt32>
  let counts: UnsafeMutablePointer<UInt8>
  private let ends: UnsafeMutablePointer<UInt32>
  private let connection: UnsafePointer<atsnn_connection>
  private(set) var count = 0
  private(set) var partCount = 0

  /// - Parameter index: 0 or 1: one window is listed while another one's list is read.
  init(_ connection: UnsafePointer<atsnn_connection>, _ index: Int) {
    let taps = Int(connection.pointee.kernel_height &* connection.pointee.kernel_width)
    let first = index &* (taps &* Int(connection.pointee.source_channels) &+ 32)
    self.connection = connection
    events = connection.pointee.events + first
    counts = connection.pointee.counts + first
    ends = connection.pointee.part_ends + first
  }

  /// Lists what the window of column `x` sees, of the row of windows whose first source row is `top`.
  @inline(__always)
  mutating func list(_ rows: EventRows, top: Int, timestep: Int, x: Int, counted: Bool) {
    let c = connection.pointee
    let firstSlot = timestep &* Int(c.kept_rows)
    let endSlot = firstSlot &+ Int(c.kept_rows)
    let left = x &* Int(c.stride_width) &- Int(c.padding_width)
    let start = max(left, 0)
    let end = max(start, min(left &+ Int(c.kernel_width), Int(c.source_width)))
    let first = max(0, 0 &- top)
    let tapRow = c.kernel_width &* c.source_channels &* rows.unit
    var moved = UInt32(truncatingIfNeeded: 0 &- left) &* c.source_channels &* rows.unit
    moved &+= UInt32(truncatingIfNeeded: first) &* tapRow
    let capacity = rows.capacity
    var slot = rows.slot(max(top, 0), timestep)
    count = 0
    for _ in first..<max(first, min(Int(c.kernel_height), Int(c.source_height) &- top)) {
      let ends = c.row_ends + slot &* Int(c.source_width &+ 1)
      let from = slot &* capacity &+ Int(ends[start])
      let length = Int(ends[end] &- ends[start])
      append(c.row_events + from, length, moved)
      if counted { append(c.row_counts + from, length) }
      count &+= length
      moved &+= tapRow
      slot = slot &+ 1 == endSlot ? firstSlot : slot &+ 1
    }
    atsnn_store_u32x16(.zero, events + count)
    if counted { atsnn_store_u8x16(.zero, counts + count) }
    if counted { cutByCounts() } else { cut(every: EventWindow.greatest & ~3) }
  }

  @inline(__always)
  private func append(_ from: UnsafeMutablePointer<UInt32>, _ length: Int, _ moved: UInt32) {
    var index = 0
    while index < length {
      let moved = atsnn_load_u32x16(from + index) &+ moved
      atsnn_store_u32x16(moved, events + count + index)
      index &+= 16
    }
  }

  @inline(__always)
  private func append(_ from: UnsafeMutablePointer<UInt8>, _ length: Int) {
    var index = 0
    while index < length {
      atsnn_store_u8x16(atsnn_load_u8x16(from + index), counts + count + index)
      index &+= 16
    }
  }
}

extension EventWindow {
  /// Part `index` of the list.
  @inline(__always)
  func part(_ index: Int) -> (start: Int, count: Int) {
    let start = index == 0 ? 0 : Int(ends[index &- 1])
    return (start, Int(ends[index]) &- start)
  }

  @inline(__always)
  private mutating func cut(every length: Int) {
    var end = 0
    partCount = 0
    repeat {
      end = min(end &+ length, count)
      ends[partCount] = UInt32(truncatingIfNeeded: end)
      partCount &+= 1
    } while end < count
  }

  /// Goes by sixteen events at a time, and singly through those that are too many for a part.
  @inline(__always)
  private mutating func cutByCounts() {
    var sum = 0
    var index = 0
    partCount = 0
    while index < count {
      let more = Int(atsnn_total_u8(atsnn_load_u8x16(counts + index)))
      if sum &+ more > EventWindow.greatest {
        sum = cutByCounts(index..<min(index &+ 16, count), sum)
      } else {
        sum &+= more
      }
      index &+= 16
    }
    ends[partCount] = UInt32(truncatingIfNeeded: count)
    partCount &+= 1
  }

  /// - Parameter sum: of the part that the first event would belong to.
  /// - Returns: that of the last event's part.
  @inline(never)
  private mutating func cutByCounts(_ events: Range<Int>, _ sum: Int) -> Int {
    var sum = sum
    for event in events {
      if sum &+ Int(counts[event]) > EventWindow.greatest {
        ends[partCount] = UInt32(truncatingIfNeeded: event)
        partCount &+= 1
        sum = 0
      }
      sum &+= Int(counts[event])
    }
    return sum
  }
}
