import CKernels

/// A row's weights as numbers of 16 bits.
protocol WeightRow: FixedWidthInteger {
  static func load16(_ row: UnsafeRawPointer) -> atsnn_i16x16
  static func load32(_ row: UnsafeRawPointer) -> atsnn_i16x32
}

extension Int8: WeightRow {
  @inline(__always)
  static func load16(_ row: UnsafeRawPointer) -> atsnn_i16x16 {
    atsnn_widen_i8x16(atsnn_load_i8x16(row))
  }

  @inline(__always)
  static func load32(_ row: UnsafeRawPointer) -> atsnn_i16x32 {
    atsnn_widen_i8x32(atsnn_load_i8x32(row))
  }
}

extension Int16: WeightRow {
  @inline(__always)
  static func load16(_ row: UnsafeRawPointer) -> atsnn_i16x16 { atsnn_load_i16x16(row) }

  @inline(__always)
  static func load32(_ row: UnsafeRawPointer) -> atsnn_i16x32 { atsnn_load_i16x32(row) }
}

/// Sums of some channels.
protocol WideSums {
  static var zero: Self { get }
  /// Adds two rows times their factors.
  mutating func add(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ factors: UInt32)
  /// Calls `body` with 16 channels' sums, counted from the first channel on.
  func forEach(_ body: (atsnn_i32x16, Int) -> Void)
}

struct WideSums16<Row: WeightRow>: WideSums {
  private(set) var sums: atsnn_i32x16

  static var zero: Self { Self(sums: .zero) }

  @inline(__always)
  mutating func add(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ factors: UInt32) {
    let first = Int32(Int16(truncatingIfNeeded: factors))
    let second = Int32(Int16(truncatingIfNeeded: factors &>> 16))
    sums = sums &+ atsnn_widen_i16x16(Row.load16(a)) &* atsnn_i32x16(repeating: first)
    sums = sums &+ atsnn_widen_i16x16(Row.load16(b)) &* atsnn_i32x16(repeating: second)
  }

  @inline(__always)
  func forEach(_ body: (atsnn_i32x16, Int) -> Void) { body(sums, 0) }
}

/// Sums of 32 channels, quarters of both vectors in turn.
struct WideSums32<Row: WeightRow>: WideSums {
  private var low: atsnn_i32x16
  private var high: atsnn_i32x16

  static var zero: Self { Self(low: .zero, high: .zero) }

  @inline(__always)
  mutating func add(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ factors: UInt32) {
    let factors = pairs(atsnn_i32x16(repeating: Int32(bitPattern: factors)))
    let (a, b) = (bytes(Row.load32(a)), bytes(Row.load32(b)))
    low = atsnn_add_products(low, pairs(atsnn_turn_low_pairs(a, b)), factors)
    high = atsnn_add_products(high, pairs(atsnn_turn_high_pairs(a, b)), factors)
  }

  @inline(__always)
  func forEach(_ body: (atsnn_i32x16, Int) -> Void) {
    body(atsnn_turn_low_quarters(low, high), 0)
    body(atsnn_turn_high_quarters(low, high), 16)
  }

  @inline(__always)
  private func pairs(_ v: atsnn_i32x16) -> atsnn_i16x32 { unsafeBitCast(v, to: atsnn_i16x32.self) }

  @inline(__always)
  private func bytes(_ v: atsnn_i16x32) -> atsnn_i8x64 { unsafeBitCast(v, to: atsnn_i8x64.self) }
}

/// 64 channels.
struct WideSums64<Row: WeightRow>: WideSums {
  private var first: WideSums32<Row>
  private var second: WideSums32<Row>

  static var zero: Self { Self(first: .zero, second: .zero) }

  @inline(__always)
  mutating func add(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ factors: UInt32) {
    let next = 32 &* Row.bitWidth / 8
    first.add(a, b, factors)
    second.add(a + next, b + next, factors)
  }

  @inline(__always)
  func forEach(_ body: (atsnn_i32x16, Int) -> Void) {
    first.forEach(body)
    second.forEach { body($0, $1 &+ 32) }
  }
}
