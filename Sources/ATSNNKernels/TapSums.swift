import CKernels

/// What a source pixel adds to the nine output pixels whose windows see it: `a` below it, `b` beside
/// it, `c` above it, each for the columns to the left, its own, to the right.
struct TapSums<Lanes: TapLanes> {
  var a = (Lanes.zero, Lanes.zero, Lanes.zero)
  var b = (Lanes.zero, Lanes.zero, Lanes.zero)
  var c = (Lanes.zero, Lanes.zero, Lanes.zero)

  /// Goes on to the next source pixel.
  @inline(__always)
  mutating func shift() {
    a = (a.1, a.2, .zero)
    b = (b.1, b.2, .zero)
    c = (c.1, c.2, .zero)
  }

  /// Adds packed rows to all nine; a window's last column is the one that sees its pixel from the
  /// left.
  @inline(__always)
  mutating func add(_ rows: Lanes.Rows) {
    a.2.add(rows, tap: 0)
    a.1.add(rows, tap: 1)
    a.0.add(rows, tap: 2)
    b.2.add(rows, tap: 3)
    b.1.add(rows, tap: 4)
    b.0.add(rows, tap: 5)
    c.2.add(rows, tap: 6)
    c.1.add(rows, tap: 7)
    c.0.add(rows, tap: 8)
  }
}

/// Lanes of the sums of a block of output channels.
protocol TapLanes {
  associatedtype Rows: TapRows
  /// Channels of a block.
  static var width: Int { get }
  static var zero: Self { get }

  /// Packs a row of weights of a block.
  static func pack(_ weights: UnsafePointer<Int8>, to row: UnsafeMutablePointer<Int8>)
  mutating func add(_ rows: Rows, tap: Int)
  init(_ place: UnsafePointer<Int16>)
  func store(_ place: UnsafeMutablePointer<Int16>)
  /// Each 32 sums of three parts, with the channels before them.
  static func forEach(
    _ a: Self, _ b: Self, _ c: Self,
    _ body: (atsnn_i16x32, atsnn_i16x32, atsnn_i16x32, Int) -> Void)
}

/// The packed rows of a group of events.
protocol TapRows {
  /// Takes the first events from `events`. A group has few enough that little is added for those that
  /// are missing, so many that the number of groups is mostly guessed right.
  init(_ events: inout TapEvents)
}

/// The active elements of a pixel, of 64 source channels.
struct TapEvents {
  private(set) var bits: UInt64
  /// Their packed rows, and behind all 64 a row of zeros: that of an element that is missing.
  fileprivate let weights: UnsafePointer<Int8>
  /// The counts of all elements; nil where they are spikes.
  fileprivate let counts: UnsafePointer<UInt8>?

  @inline(__always)
  init(_ bits: UInt64, _ weights: UnsafePointer<Int8>, _ counts: UnsafePointer<UInt8>?) {
    self.bits = bits
    self.weights = weights
    self.counts = counts
  }

  /// The next element, 64 where there is none.
  @inline(__always)
  fileprivate mutating func next() -> Int {
    let element = bits.trailingZeroBitCount
    bits &= bits &- 1
    return element
  }

  @inline(__always)
  fileprivate func row(_ element: Int) -> UnsafeRawPointer {
    UnsafeRawPointer(weights + element &* TapWeights.rowBytes)
  }

  @inline(__always)
  fileprivate func count(_ element: Int) -> UInt32 { counts.map { UInt32($0[element & 63]) } ?? 1 }
}

/// Two rows of 64 weights and their counts.
struct TapPair: TapRows {
  fileprivate let first: UnsafeRawPointer
  fileprivate let second: UnsafeRawPointer
  fileprivate let factors: UInt32

  @inline(__always)
  init(_ events: inout TapEvents) {
    let (low, high) = (events.next(), events.next())
    first = events.row(low)
    second = events.row(high)
    factors = events.count(low) | events.count(high) &<< 8
  }
}

extension SIMD64<Int16>: TapLanes {
  static var width: Int { 64 }

  /// In the order in which pairs of rows are put side by side: their sums are in order then.
  @inline(__always)
  static func pack(_ weights: UnsafePointer<Int8>, to row: UnsafeMutablePointer<Int8>) {
    let from = UnsafeRawPointer(weights)
    let to = UnsafeMutableRawPointer(row)
    for index in 0..<4 {
      let low = from.loadUnaligned(fromByteOffset: 8 &* index, as: UInt64.self)
      let high = from.loadUnaligned(fromByteOffset: 8 &* index &+ 32, as: UInt64.self)
      to.storeBytes(of: low, toByteOffset: 16 &* index, as: UInt64.self)
      to.storeBytes(of: high, toByteOffset: 16 &* index &+ 8, as: UInt64.self)
    }
  }

  @inline(__always)
  mutating func add(_ rows: TapPair, tap: Int) {
    let place = tap &* TapWeights.tapBytes
    self = atsnn_add_rows(self, rows.first + place, rows.second + place, rows.factors)
    atsnn_keep_order()
  }

  @inline(__always)
  init(_ place: UnsafePointer<Int16>) { self = atsnn_load_i16x64(place) }

  @inline(__always)
  func store(_ place: UnsafeMutablePointer<Int16>) { atsnn_store_i16x64(self, place) }

  @inline(__always)
  static func forEach(
    _ a: Self, _ b: Self, _ c: Self,
    _ body: (atsnn_i16x32, atsnn_i16x32, atsnn_i16x32, Int) -> Void
  ) {
    body(atsnn_low_half(a), atsnn_low_half(b), atsnn_low_half(c), 0)
    body(atsnn_high_half(a), atsnn_high_half(b), atsnn_high_half(c), 32)
  }
}

/// Five rows of 32 weights.
struct TapFive: TapRows {
  fileprivate let rows:
    (UnsafeRawPointer, UnsafeRawPointer, UnsafeRawPointer, UnsafeRawPointer, UnsafeRawPointer)

  @inline(__always)
  init(_ events: inout TapEvents) {
    let (a, b, c) = (events.next(), events.next(), events.next())
    let (d, e) = (events.next(), events.next())
    rows = (events.row(a), events.row(b), events.row(c), events.row(d), events.row(e))
  }
}

/// Of spikes alone.
extension SIMD32<Int16>: TapLanes {
  static var width: Int { 32 }

  /// As 16 bits.
  @inline(__always)
  static func pack(_ weights: UnsafePointer<Int8>, to row: UnsafeMutablePointer<Int8>) {
    atsnn_store_i16x32(atsnn_widen_i8x32(atsnn_load_i8x32(weights)), row)
  }

  @inline(__always)
  mutating func add(_ rows: TapFive, tap: Int) {
    let place = tap &* TapWeights.tapBytes
    let rows = rows.rows
    let low = atsnn_load_i16x32(rows.0 + place) &+ atsnn_load_i16x32(rows.1 + place)
    let high = atsnn_load_i16x32(rows.2 + place) &+ atsnn_load_i16x32(rows.3 + place)
    self = self &+ atsnn_load_i16x32(rows.4 + place) &+ (low &+ high)
    atsnn_keep_order()
  }

  @inline(__always)
  init(_ place: UnsafePointer<Int16>) { self = atsnn_load_i16x32(place) }

  @inline(__always)
  func store(_ place: UnsafeMutablePointer<Int16>) { atsnn_store_i16x32(self, place) }

  @inline(__always)
  static func forEach(
    _ a: Self, _ b: Self, _ c: Self,
    _ body: (atsnn_i16x32, atsnn_i16x32, atsnn_i16x32, Int) -> Void
  ) {
    body(a, b, c, 0)
  }
}
