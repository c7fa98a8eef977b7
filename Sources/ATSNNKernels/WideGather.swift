import CKernels

/// Sums of rows of 16-bit weights over a list of events, in registers of 32 bits.
///
/// Rows are taken in pairs, side by side: one instruction multiplies both by their counts and adds
/// them. No sum leaves 32 bits (rule O1).
struct WideGather {
  let events: UnsafePointer<UInt32>
  let count: Int
  /// The first channel's weight of the first row.
  let weights: UnsafeRawPointer

  @inline(__always)
  init(events: UnsafePointer<UInt32>, count: Int, weights: UnsafeRawPointer) {
    self.events = events
    self.count = count
    self.weights = weights
  }

  @inline(__always)
  func sums<Sums: WideSums, Factors: RowFactors>(_ factors: Factors) -> Sums {
    var sums = Sums.zero
    let whole = count & ~1
    var index = 0
    while index < whole {
      let a = weights + Int(events[index])
      sums.add(a, weights + Int(events[index &+ 1]), factors.pair(index))
      index &+= 2
    }
    if index < count {
      let a = weights + Int(events[index])
      sums.add(a, a, factors.single(index))
    }
    return sums
  }
}

/// What rows of weights are multiplied by, two numbers of 16 bits.
protocol RowFactors {
  /// Of events `index` and the next one.
  func pair(_ index: Int) -> UInt32
  /// Of event `index`, and 0.
  func single(_ index: Int) -> UInt32
}

struct SpikeFactors: RowFactors {
  @inline(__always)
  func pair(_ index: Int) -> UInt32 { 0x1_0001 }

  @inline(__always)
  func single(_ index: Int) -> UInt32 { 1 }
}

struct CountFactors: RowFactors {
  let counts: UnsafePointer<UInt8>

  @inline(__always)
  func pair(_ index: Int) -> UInt32 {
    UInt32(counts[index]) | UInt32(counts[index &+ 1]) &<< 16
  }

  @inline(__always)
  func single(_ index: Int) -> UInt32 { UInt32(counts[index]) }
}

/// Sums of some channels.
protocol WideSums {
  static var zero: Self { get }
  /// Adds two rows times their factors.
  mutating func add(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ factors: UInt32)
}

struct WideSums16: WideSums {
  private(set) var sums: atsnn_i32x16

  static var zero: WideSums16 { WideSums16(sums: .zero) }

  @inline(__always)
  mutating func add(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ factors: UInt32) {
    let first = atsnn_i32x16(repeating: Int32(truncatingIfNeeded: factors & 0xFFFF))
    let second = atsnn_i32x16(repeating: Int32(truncatingIfNeeded: factors &>> 16))
    sums = sums &+ atsnn_widen_i16x16(atsnn_load_i16x16(a)) &* first
    sums = sums &+ atsnn_widen_i16x16(atsnn_load_i16x16(b)) &* second
  }
}

/// Sums of 32 channels, quarters of both vectors in turn.
struct WideSums32: WideSums {
  private var low: atsnn_i32x16
  private var high: atsnn_i32x16

  static var zero: WideSums32 { WideSums32(low: .zero, high: .zero) }

  @inline(__always)
  mutating func add(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ factors: UInt32) {
    let factors = pairs(atsnn_i32x16(repeating: Int32(bitPattern: factors)))
    let (a, b) = (atsnn_load_i8x64(a), atsnn_load_i8x64(b))
    low = atsnn_add_products(low, pairs(atsnn_turn_low_pairs(a, b)), factors)
    high = atsnn_add_products(high, pairs(atsnn_turn_high_pairs(a, b)), factors)
  }

  /// Those of the first 16 channels and of the last.
  @inline(__always)
  var inOrder: (atsnn_i32x16, atsnn_i32x16) {
    (atsnn_turn_low_quarters(low, high), atsnn_turn_high_quarters(low, high))
  }

  @inline(__always)
  private func pairs(_ v: atsnn_i32x16) -> atsnn_i16x32 { unsafeBitCast(v, to: atsnn_i16x32.self) }
}

/// Twice as many.
struct WideTwo<Sums: WideSums>: WideSums {
  private(set) var first: Sums
  private(set) var second: Sums

  static var zero: WideTwo { WideTwo(first: .zero, second: .zero) }

  @inline(__always)
  mutating func add(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ factors: UInt32) {
    first.add(a, b, factors)
    second.add(a + 64, b + 64, factors)
  }
}
