import CKernels

/// Four weights of each of 64 channels, a channel's side by side.
struct QuadWeights64 {
  static let byteCount = 256

  fileprivate let a: atsnn_i32x16
  fileprivate let b: atsnn_i32x16
  fileprivate let c: atsnn_i32x16
  fileprivate let d: atsnn_i32x16

  @inline(__always)
  init(_ packed: UnsafePointer<Int8>) {
    a = atsnn_load_i32x16(packed)
    b = atsnn_load_i32x16(packed + 64)
    c = atsnn_load_i32x16(packed + 128)
    d = atsnn_load_i32x16(packed + 192)
  }

  /// Of four rows of 64 weights, `stride` bytes from one to the next.
  @inline(__always)
  private init(rows: UnsafePointer<Int8>, stride: Int) {
    let first = atsnn_load_i8x64(rows)
    let second = atsnn_load_i8x64(rows + stride)
    let third = atsnn_load_i8x64(rows + 2 &* stride)
    let fourth = atsnn_load_i8x64(rows + 3 &* stride)
    let low = (atsnn_turn_low_bytes(first, second), atsnn_turn_low_bytes(third, fourth))
    let high = (atsnn_turn_high_bytes(first, second), atsnn_turn_high_bytes(third, fourth))
    // Channels 4 i...4 i + 3 of each 16.
    let zero = atsnn_turn_low_pairs(low.0, low.1)
    let one = atsnn_turn_high_pairs(low.0, low.1)
    let two = atsnn_turn_low_pairs(high.0, high.1)
    let three = atsnn_turn_high_pairs(high.0, high.1)
    let lower = (atsnn_turn_low_quarters(zero, one), atsnn_turn_low_quarters(two, three))
    let upper = (atsnn_turn_high_quarters(zero, one), atsnn_turn_high_quarters(two, three))
    a = atsnn_low_quarters(lower.0, lower.1)
    b = atsnn_high_quarters(lower.0, lower.1)
    c = atsnn_low_quarters(upper.0, upper.1)
    d = atsnn_high_quarters(upper.0, upper.1)
  }

  /// Packs `count` rows of 64 weights.
  static func pack(
    _ rows: UnsafePointer<Int8>, count: Int, stride: Int, to packed: UnsafeMutablePointer<Int8>
  ) {
    for row in Swift.stride(from: 0, to: count, by: 4) {
      let weights = QuadWeights64(rows: rows + row &* stride, stride: stride)
      let place = packed + row / 4 &* byteCount
      atsnn_store_i32x16(weights.a, place)
      atsnn_store_i32x16(weights.b, place + 64)
      atsnn_store_i32x16(weights.c, place + 128)
      atsnn_store_i32x16(weights.d, place + 192)
    }
  }
}

extension Sums64 {
  /// Adds the products of four counts, repeated, with their weights.
  @inline(__always)
  mutating func addQuads(_ counts: atsnn_i32x16, _ weights: QuadWeights64) {
    a = atsnn_add_quads(a, counts, weights.a)
    b = atsnn_add_quads(b, counts, weights.b)
    c = atsnn_add_quads(c, counts, weights.c)
    d = atsnn_add_quads(d, counts, weights.d)
  }
}
