import CKernels

/// Sums of a block of channels of an output pixel that sees the input image.
protocol PixelSums {
  /// Channels of a block.
  static var width: Int { get }

  /// Sums to start with.
  init(_ start: UnsafePointer<Int32>)
  /// Adds the products of a pair of values with a pair of weights a channel, side by side.
  mutating func add(_ pair: UnsafePointer<Int16>, _ weights: UnsafePointer<Int16>)
  /// Each 16 sums, with the channels before them.
  func forEach(_ body: (atsnn_i32x16, Int) -> Void)
  static func forEach(
    _ a: Self, _ b: Self, _ c: Self, _ d: Self,
    _ body: (atsnn_i32x16, atsnn_i32x16, atsnn_i32x16, atsnn_i32x16, Int) -> Void)
}

typealias PixelSums32 = PixelSumsTwo<SIMD16<Int32>>
typealias PixelSums64 = PixelSumsTwo<PixelSums32>

extension SIMD16<Int32>: PixelSums {
  static var width: Int { 16 }

  @inline(__always)
  init(_ start: UnsafePointer<Int32>) { self = atsnn_load_i32x16(start) }

  @inline(__always)
  mutating func add(_ pair: UnsafePointer<Int16>, _ weights: UnsafePointer<Int16>) {
    self = atsnn_add_products(self, atsnn_repeat_pair(pair), atsnn_load_i16x32(weights))
  }

  @inline(__always)
  func forEach(_ body: (atsnn_i32x16, Int) -> Void) { body(self, 0) }

  @inline(__always)
  static func forEach(
    _ a: Self, _ b: Self, _ c: Self, _ d: Self,
    _ body: (atsnn_i32x16, atsnn_i32x16, atsnn_i32x16, atsnn_i32x16, Int) -> Void
  ) {
    body(a, b, c, d, 0)
  }
}

/// Two blocks side by side.
struct PixelSumsTwo<Half: PixelSums>: PixelSums {
  private var low: Half
  private var high: Half

  static var width: Int { 2 &* Half.width }

  @inline(__always)
  init(_ start: UnsafePointer<Int32>) {
    low = Half(start)
    high = Half(start + Half.width)
  }

  @inline(__always)
  mutating func add(_ pair: UnsafePointer<Int16>, _ weights: UnsafePointer<Int16>) {
    low.add(pair, weights)
    high.add(pair, weights + 2 &* Half.width)
  }

  @inline(__always)
  func forEach(_ body: (atsnn_i32x16, Int) -> Void) {
    low.forEach(body)
    high.forEach { body($0, $1 &+ Half.width) }
  }

  @inline(__always)
  static func forEach(
    _ a: Self, _ b: Self, _ c: Self, _ d: Self,
    _ body: (atsnn_i32x16, atsnn_i32x16, atsnn_i32x16, atsnn_i32x16, Int) -> Void
  ) {
    Half.forEach(a.low, b.low, c.low, d.low, body)
    Half.forEach(a.high, b.high, c.high, d.high) { body($0, $1, $2, $3, $4 &+ Half.width) }
  }
}

/// Where the sums of some channels of pixels go: as sums where other connections add to them, else as
/// currents in membrane units.
struct CurrentPlaces {
  private let node: UnsafePointer<atsnn_spiking_node>
  private let channel: Int
  private let channels: Int
  private let cache: UnsafeMutableRawPointer
  /// The first pixel's element.
  private let first: Int

  @inline(__always)
  init(_ node: UnsafePointer<atsnn_spiking_node>, _ channel: Int, _ pixel: Int) {
    self.node = node
    self.channel = channel
    channels = Int(node.pointee.channels)
    cache = node.pointee.cache
    first = pixel &* channels &+ channel
  }

  @inline(__always)
  func store(_ sums: some PixelSums) {
    sums.forEach { sums, offset in
      store(sums, CurrentShift(node, channel &+ offset), first &+ offset)
    }
  }

  /// The sums of four pixels, so many pixels after the first.
  @inline(__always)
  func store<Sums: PixelSums>(
    _ a: Sums, _ b: Sums, _ c: Sums, _ d: Sums, at pixels: (Int, Int, Int, Int)
  ) {
    Sums.forEach(a, b, c, d) { a, b, c, d, offset in
      let shift = CurrentShift(node, channel &+ offset)
      let first = first &+ offset
      store(a, shift, first &+ pixels.0 &* channels)
      store(b, shift, first &+ pixels.1 &* channels)
      store(c, shift, first &+ pixels.2 &* channels)
      store(d, shift, first &+ pixels.3 &* channels)
    }
  }

  @inline(__always)
  private func store(_ sums: atsnn_i32x16, _ shift: CurrentShift, _ element: Int) {
    switch node.pointee.cache_form {
    case 1: atsnn_store_i32x16(sums, cache + 4 &* element)
    case 2: atsnn_store_i32x16(shift.current(sums), cache + 4 &* element)
    default: atsnn_store_i16x16(atsnn_narrow(shift.current(sums)), cache + 2 &* element)
    }
  }
}
