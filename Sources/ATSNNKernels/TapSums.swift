import CKernels

/// Lanes of the sums of a block of output channels.
protocol TapLanes {
  /// Channels of a block.
  static var width: Int { get }
  static var zero: Self { get }
  static func + (a: Self, b: Self) -> Self

  /// Adds the rows of the elements whose bits are set, once for each tap.
  static func add(_ bits: UInt64, _ rows: TapRows, to sums: inout TapSums<Self>)
  static func load(_ place: UnsafeMutablePointer<Int16>) -> Self
  func store(_ place: UnsafeMutablePointer<Int16>)
  /// Steps the block's neurons from sums without bias; their spikes go to `words`.
  func fire(
    _ neurons: inout Neurons, _ channel: Int, _ element: Int, _ words: UnsafeMutablePointer<UInt32>)
}

/// Where an element's nine rows of weights stand.
struct TapRows {
  let first: UnsafePointer<Int8>
  /// Bytes from an element's row to the next one's, and from a tap to the next.
  let row: Int
  let tap: Int
}

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

  /// Adds to all nine; a window's last column is the one that sees its pixel from the left.
  @inline(__always)
  mutating func add(_ tap: Int, _ sum: (Lanes, UnsafeRawPointer) -> Lanes, at row: UnsafeRawPointer)
  {
    a.2 = sum(a.2, row)
    a.1 = sum(a.1, row + tap)
    a.0 = sum(a.0, row + 2 &* tap)
    b.2 = sum(b.2, row + 3 &* tap)
    b.1 = sum(b.1, row + 4 &* tap)
    b.0 = sum(b.0, row + 5 &* tap)
    c.2 = sum(c.2, row + 6 &* tap)
    c.1 = sum(c.1, row + 7 &* tap)
    c.0 = sum(c.0, row + 8 &* tap)
  }
}

extension SIMD64<Int16>: TapLanes {
  static var width: Int { 64 }

  @inline(__always)
  static func + (a: Self, b: Self) -> Self { a &+ b }

  /// Two rows at a time.
  @inline(__always)
  static func add(_ bits: UInt64, _ rows: TapRows, to sums: inout TapSums<Self>) {
    var left = bits
    while left != 0 {
      let first = UnsafeRawPointer(rows.first + left.trailingZeroBitCount &* rows.row)
      let rest = left & (left &- 1)
      let isPair = rest != 0
      let second = isPair ? rest.trailingZeroBitCount : left.trailingZeroBitCount
      let between = UnsafeRawPointer(rows.first + second &* rows.row) - first
      let factors: UInt32 = isPair ? 0x0101 : 1
      sums.add(rows.tap, { atsnn_add_rows($0, $1, $1 + between, factors) }, at: first)
      left = rest & (rest &- 1)
    }
  }

  @inline(__always)
  static func load(_ place: UnsafeMutablePointer<Int16>) -> Self {
    SIMD64(lowHalf: atsnn_load_i16x32(place), highHalf: atsnn_load_i16x32(place + 32))
  }

  @inline(__always)
  func store(_ place: UnsafeMutablePointer<Int16>) {
    atsnn_store_i16x32(atsnn_low_half(self), place)
    atsnn_store_i16x32(atsnn_high_half(self), place + 32)
  }

  @inline(__always)
  func fire(
    _ neurons: inout Neurons, _ channel: Int, _ element: Int, _ words: UnsafeMutablePointer<UInt32>
  ) {
    let sums = atsnn_in_order(self)
    words[0] = neurons.fire(atsnn_low_half(sums), channel: channel, element: element)
    words[1] = neurons.fire(
      atsnn_high_half(sums), channel: channel &+ 32, element: element &+ 32)
  }
}

extension SIMD32<Int16>: TapLanes {
  static var width: Int { 32 }

  @inline(__always)
  static func + (a: Self, b: Self) -> Self { a &+ b }

  @inline(__always)
  static func add(_ bits: UInt64, _ rows: TapRows, to sums: inout TapSums<Self>) {
    var left = bits
    while left != 0 {
      let row = rows.first + left.trailingZeroBitCount &* rows.row
      sums.add(rows.tap, { $0 &+ atsnn_widen_i8x32(atsnn_load_i8x32($1)) }, at: row)
      left &= left &- 1
    }
  }

  @inline(__always)
  static func load(_ place: UnsafeMutablePointer<Int16>) -> Self { atsnn_load_i16x32(place) }

  @inline(__always)
  func store(_ place: UnsafeMutablePointer<Int16>) { atsnn_store_i16x32(self, place) }

  @inline(__always)
  func fire(
    _ neurons: inout Neurons, _ channel: Int, _ element: Int, _ words: UnsafeMutablePointer<UInt32>
  ) {
    words[0] = neurons.fire(self, channel: channel, element: element)
  }
}
