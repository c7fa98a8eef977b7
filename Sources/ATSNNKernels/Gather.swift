import CKernels

/// Sums of rows of 8-bit weights over a list of events, in registers of 16 bits.
///
/// Rows are taken in pairs, one instruction multiplying both by their counts and adding them. The
/// caller keeps the sum of counts at 255 or less, so no lane leaves 16 bits.
enum Gather {
  typealias Events = UnsafePointer<UInt32>

  /// Both counts of a pair of spikes.
  private static let spikes: UInt32 = 0x0101

  /// Spikes of the last, incomplete group of four: none, 1, 2, or 2 and 1, without a branch.
  @inline(__always)
  private static func rest(_ count: Int) -> (UInt32, UInt32) {
    let left = UInt64(truncatingIfNeeded: count & 3)
    let first = 0x0101_0101_0001_0000 &>> (left &<< 4) & 0xFFFF
    return (UInt32(truncatingIfNeeded: first), UInt32(truncatingIfNeeded: left & left &>> 1))
  }

  @inline(__always)
  static func rows64(
    _ events: Events, _ count: Int, _ weights: UnsafePointer<Int8>
  ) -> atsnn_i16x64 {
    atsnn_in_order(unordered64(events, count, weights))
  }

  /// The same, not put in order.
  @inline(__always)
  static func unordered64(
    _ events: Events, _ count: Int, _ weights: UnsafePointer<Int8>
  ) -> atsnn_i16x64 {
    var sums = atsnn_i16x64.zero
    let whole = count & ~3
    var index = 0
    while index < whole {
      let a = weights + Int(events[index])
      let b = weights + Int(events[index &+ 1])
      let c = weights + Int(events[index &+ 2])
      let d = weights + Int(events[index &+ 3])
      sums = atsnn_add_rows(sums, a, b, spikes)
      sums = atsnn_add_rows(sums, c, d, spikes)
      index &+= 4
    }
    let last = lastIndex(count)
    let (first, second) = rest(count)
    let a = weights + Int(events[min(index, last)])
    let b = weights + Int(events[min(index &+ 1, last)])
    sums = atsnn_add_rows(sums, a, b, first)
    return atsnn_add_rows(sums, weights + Int(events[last]), a, second)
  }

  /// Of a list, or of a piece of one: what follows may be no row of the same weights.
  @inline(__always)
  private static func lastIndex(_ count: Int) -> Int { max(count &- 1, 0) }

  /// Two blocks of 64 channels in one pass over the events.
  @inline(__always)
  static func rows128(
    _ events: Events, _ count: Int, _ weights: UnsafePointer<Int8>, _ others: UnsafePointer<Int8>
  ) -> (atsnn_i16x64, atsnn_i16x64) {
    var low = atsnn_i16x64.zero
    var high = atsnn_i16x64.zero
    let whole = count & ~3
    var index = 0
    while index < whole {
      let a = Int(events[index])
      let b = Int(events[index &+ 1])
      let c = Int(events[index &+ 2])
      let d = Int(events[index &+ 3])
      low = atsnn_add_rows(low, weights + a, weights + b, spikes)
      high = atsnn_add_rows(high, others + a, others + b, spikes)
      low = atsnn_add_rows(low, weights + c, weights + d, spikes)
      high = atsnn_add_rows(high, others + c, others + d, spikes)
      index &+= 4
    }
    let (first, second) = rest(count)
    let a = Int(events[index])
    let b = Int(events[index &+ 1])
    let c = Int(events[index &+ 2])
    low = atsnn_add_rows(low, weights + a, weights + b, first)
    high = atsnn_add_rows(high, others + a, others + b, first)
    low = atsnn_add_rows(low, weights + c, weights + a, second)
    high = atsnn_add_rows(high, others + c, others + a, second)
    return (atsnn_in_order(low), atsnn_in_order(high))
  }

  @inline(__always)
  static func rows32(
    _ events: Events, _ count: Int, _ weights: UnsafePointer<Int8>
  ) -> atsnn_i16x32 {
    var sums = atsnn_i16x64.zero
    let whole = count & ~3
    var index = 0
    while index < whole {
      let a = weights + Int(events[index])
      let b = weights + Int(events[index &+ 1])
      let c = weights + Int(events[index &+ 2])
      let d = weights + Int(events[index &+ 3])
      sums = atsnn_add_half_rows(sums, a, b, c, d)
      index &+= 4
    }
    let folded = atsnn_in_order(sums)
    var sum = atsnn_low_half(folded) &+ atsnn_high_half(folded)
    while index < count {
      sum = sum &+ atsnn_widen_i8x32(atsnn_load_i8x32(weights + Int(events[index])))
      index &+= 1
    }
    return sum
  }

  @inline(__always)
  static func rows16(
    _ events: Events, _ count: Int, _ weights: UnsafePointer<Int8>
  ) -> atsnn_i16x16 {
    var sum = atsnn_i16x16.zero
    for index in 0..<count {
      sum = sum &+ atsnn_widen_i8x16(atsnn_load_i8x16(weights + Int(events[index])))
    }
    return sum
  }
}

/// The same with a count an event.
extension Gather {
  typealias Counts = UnsafePointer<UInt8>

  @inline(__always)
  private static func pair(_ counts: Counts) -> UInt32 {
    UInt32(UnsafeRawPointer(counts).loadUnaligned(as: UInt16.self))
  }

  /// Counts of the last, incomplete pair: whatever follows the list counts 0 times.
  @inline(__always)
  private static func last(_ counts: Counts, _ count: Int) -> UInt32 {
    count & 1 == 0 ? 0 : UInt32(counts[count &- 1])
  }

  @inline(__always)
  static func rows64(
    _ events: Events, _ counts: Counts, _ count: Int, _ weights: UnsafePointer<Int8>
  ) -> atsnn_i16x64 {
    atsnn_in_order(unordered64(events, counts, count, weights))
  }

  /// The same, not put in order.
  @inline(__always)
  static func unordered64(
    _ events: Events, _ counts: Counts, _ count: Int, _ weights: UnsafePointer<Int8>
  ) -> atsnn_i16x64 {
    var sums = atsnn_i16x64.zero
    let whole = count & ~1
    var index = 0
    while index < whole {
      let a = weights + Int(events[index])
      let b = weights + Int(events[index &+ 1])
      sums = atsnn_add_rows(sums, a, b, pair(counts + index))
      index &+= 2
    }
    let a = weights + Int(events[min(index, lastIndex(count))])
    return atsnn_add_rows(sums, a, a, last(counts, count))
  }

  @inline(__always)
  static func rows128(
    _ events: Events, _ counts: Counts, _ count: Int, _ weights: UnsafePointer<Int8>,
    _ others: UnsafePointer<Int8>
  ) -> (atsnn_i16x64, atsnn_i16x64) {
    var low = atsnn_i16x64.zero
    var high = atsnn_i16x64.zero
    let whole = count & ~1
    var index = 0
    while index < whole {
      let a = Int(events[index])
      let b = Int(events[index &+ 1])
      let factors = pair(counts + index)
      low = atsnn_add_rows(low, weights + a, weights + b, factors)
      high = atsnn_add_rows(high, others + a, others + b, factors)
      index &+= 2
    }
    let last = last(counts, count)
    let (a, b) = (weights + Int(events[index]), others + Int(events[index]))
    low = atsnn_add_rows(low, a, a, last)
    high = atsnn_add_rows(high, b, b, last)
    return (atsnn_in_order(low), atsnn_in_order(high))
  }

  @inline(__always)
  static func rows32(
    _ events: Events, _ counts: Counts, _ count: Int, _ weights: UnsafePointer<Int8>
  ) -> atsnn_i16x32 {
    var sum = atsnn_i16x32.zero
    for index in 0..<count {
      let row = atsnn_widen_i8x32(atsnn_load_i8x32(weights + Int(events[index])))
      sum = sum &+ row &* atsnn_i16x32(repeating: Int16(counts[index]))
    }
    return sum
  }

  @inline(__always)
  static func rows16(
    _ events: Events, _ counts: Counts, _ count: Int, _ weights: UnsafePointer<Int8>
  ) -> atsnn_i16x16 {
    var sum = atsnn_i16x16.zero
    for index in 0..<count {
      let row = atsnn_widen_i8x16(atsnn_load_i8x16(weights + Int(events[index])))
      sum = sum &+ row &* atsnn_i16x16(repeating: Int16(counts[index]))
    }
    return sum
  }
}
