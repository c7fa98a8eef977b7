import CKernels

/// Sums of 64 channels of a pixel, in four registers or more.
struct Sums64 {
  var a: atsnn_i32x16
  var b: atsnn_i32x16
  var c: atsnn_i32x16
  var d: atsnn_i32x16

  @inline(__always)
  init(a: atsnn_i32x16, b: atsnn_i32x16, c: atsnn_i32x16, d: atsnn_i32x16) {
    self.a = a
    self.b = b
    self.c = c
    self.d = d
  }

  /// 64 sums to start with.
  @inline(__always)
  init(_ start: UnsafePointer<Int32>) {
    a = atsnn_load_i32x16(start)
    b = atsnn_load_i32x16(start + 16)
    c = atsnn_load_i32x16(start + 32)
    d = atsnn_load_i32x16(start + 48)
  }

  /// Adds the products of a pair of values, repeated, with their weights.
  @inline(__always)
  mutating func addProducts(_ pair: atsnn_i16x32, _ weights: PairedWeights64) {
    a = atsnn_add_products(a, pair, weights.a)
    b = atsnn_add_products(b, pair, weights.b)
    c = atsnn_add_products(c, pair, weights.c)
    d = atsnn_add_products(d, pair, weights.d)
  }
}

/// Two 16-bit weights of each of 64 channels, a channel's side by side.
struct PairedWeights64 {
  let a: atsnn_i16x32
  let b: atsnn_i16x32
  let c: atsnn_i16x32
  let d: atsnn_i16x32

  @inline(__always)
  init(_ weights: UnsafePointer<Int16>) {
    a = atsnn_load_i16x32(weights)
    b = atsnn_load_i16x32(weights + 32)
    c = atsnn_load_i16x32(weights + 64)
    d = atsnn_load_i16x32(weights + 96)
  }
}
