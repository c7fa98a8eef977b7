import CKernels

/// What membranes of 16 bits keep from a timestep to the next (rule M2); its parameter is FORMAT.md's.
protocol NarrowLeak {
  init(_ parameter: Int32)
  func kept(_ v: atsnn_i16x32) -> atsnn_i16x32
}

struct NoLeak: NarrowLeak {
  init(_ parameter: Int32) {}

  @inline(__always)
  func kept(_ v: atsnn_i16x32) -> atsnn_i16x32 { v }
}

/// V * 2^-k.
struct Retain: NarrowLeak {
  private let shift: Int16

  @inline(__always)
  init(_ parameter: Int32) { shift = Int16(truncatingIfNeeded: parameter) }

  @inline(__always)
  func kept(_ v: atsnn_i16x32) -> atsnn_i16x32 { Neurons.rounded(v, shift) }
}

/// V * (1 - 2^-k).
struct Decay: NarrowLeak {
  private let lost: Retain

  @inline(__always)
  init(_ parameter: Int32) { lost = Retain(parameter) }

  @inline(__always)
  func kept(_ v: atsnn_i16x32) -> atsnn_i16x32 { v &- lost.kept(v) }
}

/// V * factor / 32768.
struct Multiply: NarrowLeak {
  private let factor: Int16

  @inline(__always)
  init(_ parameter: Int32) { factor = Int16(truncatingIfNeeded: parameter) }

  @inline(__always)
  func kept(_ v: atsnn_i16x32) -> atsnn_i16x32 { atsnn_scale_i16(v, factor) }
}
