import CKernels

/// What rows of weights are multiplied by, numbers of 16 bits.
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

/// Pixels less their zero points.
struct PixelFactors: RowFactors {
  let values: UnsafePointer<Int16>

  @inline(__always)
  func pair(_ index: Int) -> UInt32 {
    UnsafeRawPointer(values + index).loadUnaligned(as: UInt32.self)
  }

  @inline(__always)
  func single(_ index: Int) -> UInt32 { UInt32(UInt16(bitPattern: values[index])) }
}
