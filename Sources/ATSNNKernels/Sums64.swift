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
}
