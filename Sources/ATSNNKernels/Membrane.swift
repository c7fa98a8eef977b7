import CKernels

/// A width of membranes, whose neurons step in lanes of 32 bits.
protocol Membrane: FixedWidthInteger {
  static func load(_ place: UnsafeRawPointer) -> atsnn_i32x16
  static func store(_ v: atsnn_i32x16, _ place: UnsafeMutableRawPointer)
  /// Lanes limited to what a membrane holds (rule M3).
  static func limited(_ v: atsnn_i32x16) -> atsnn_i32x16
}

extension Int16: Membrane {
  @inline(__always)
  static func load(_ place: UnsafeRawPointer) -> atsnn_i32x16 {
    atsnn_widen_i16x16(atsnn_load_i16x16(place))
  }

  @inline(__always)
  static func store(_ v: atsnn_i32x16, _ place: UnsafeMutableRawPointer) {
    atsnn_store_i16x16(atsnn_narrow(v), place)
  }

  @inline(__always)
  static func limited(_ v: atsnn_i32x16) -> atsnn_i32x16 {
    atsnn_max_i32(
      atsnn_min_i32(v, atsnn_i32x16(repeating: 0x7FFF)), atsnn_i32x16(repeating: -0x8000))
  }
}

extension Int32: Membrane {
  @inline(__always)
  static func load(_ place: UnsafeRawPointer) -> atsnn_i32x16 { atsnn_load_i32x16(place) }

  @inline(__always)
  static func store(_ v: atsnn_i32x16, _ place: UnsafeMutableRawPointer) {
    atsnn_store_i32x16(v, place)
  }

  @inline(__always)
  static func limited(_ v: atsnn_i32x16) -> atsnn_i32x16 { v }
}
