import CKernels

/// A width of membranes, whose neurons step in lanes of 32 bits.
protocol Membrane: FixedWidthInteger {
  static func load(_ place: UnsafeRawPointer) -> atsnn_i32x16
  static func store(_ v: atsnn_i32x16, _ place: UnsafeMutableRawPointer)
  /// Lanes limited to what a membrane holds (rule M3).
  static func limited(_ v: atsnn_i32x16) -> atsnn_i32x16
  /// Products with a factor / 32768, rounded (rule M2).
  static func scaled(_ v: atsnn_i32x16, _ factor: atsnn_i32x16) -> atsnn_i32x16
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

  /// A product stays within 2^30.
  @inline(__always)
  static func scaled(_ v: atsnn_i32x16, _ factor: atsnn_i32x16) -> atsnn_i32x16 {
    Neurons.rounded(v &* factor, atsnn_i32x16(repeating: 15))
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

  /// A product needs 47 bits: multiples of 32768 are taken apart, so that nothing is rounded but the
  /// rest.
  @inline(__always)
  static func scaled(_ v: atsnn_i32x16, _ factor: atsnn_i32x16) -> atsnn_i32x16 {
    let digits = atsnn_i32x16(repeating: 15)
    let rest = atsnn_and_i32(v, atsnn_i32x16(repeating: 0x7FFF)) &* factor
    return atsnn_right_i32(v, digits) &* factor &+ Neurons.rounded(rest, digits)
  }
}
