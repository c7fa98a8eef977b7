#if canImport(CKernels)
  import CKernels
#endif

/// The inner loops over a row of weights, one row a presynaptic element.
///
/// Rule O1 bounds every partial sum in any order by 2^31 - 1, so the additions of the inference loops
/// wrap without ever doing so. They stand here once per weight type, not generic, so that they are
/// loops over plain integers in every build.
protocol SynapseWeight: BitwiseCopyable {
  /// `sums[i] += row[i]` for a spike.
  static func add(
    _ row: UnsafePointer<Self>, to sums: UnsafeMutablePointer<Int32>, count: Int)

  /// `sums[i] += row[i] * value` for a count or a pixel.
  static func add(
    _ row: UnsafePointer<Self>, times value: Int32, to sums: UnsafeMutablePointer<Int32>,
    count: Int)

  /// `magnitudes[i] += |row[i]|`, for the overflow proof.
  static func addMagnitudes(
    of row: UnsafePointer<Self>, to magnitudes: UnsafeMutablePointer<UInt32>, count: Int)

  #if canImport(CKernels)
    /// The same of rows that are `stride` apart, by vector kernels.
    ///
    /// - Returns: of how many of the channels.
    static func addMagnitudeVectors(
      of row: UnsafePointer<Self>, stride: Int, rows: Int,
      to magnitudes: UnsafeMutablePointer<UInt32>, count: Int
    ) -> Int
  #endif
}

extension SynapseWeight {
  /// The magnitudes of rows that are `stride` apart.
  @inline(__always)
  static func addMagnitudes(
    of row: UnsafePointer<Self>, stride: Int, rows: Int,
    to magnitudes: UnsafeMutablePointer<UInt32>, count: Int
  ) {
    #if canImport(CKernels)
      let done = addMagnitudeVectors(
        of: row, stride: stride, rows: rows, to: magnitudes, count: count)
      guard done < count else { return }
    #else
      let done = 0
    #endif
    for index in 0..<rows {
      addMagnitudes(
        of: row + (index &* stride &+ done), to: magnitudes + done, count: count &- done)
    }
  }
}

#if canImport(CKernels)
  extension SynapseWeight {
    static func addMagnitudeVectors(
      of row: UnsafePointer<Self>, stride: Int, rows: Int,
      to magnitudes: UnsafeMutablePointer<UInt32>, count: Int
    ) -> Int { 0 }
  }

  extension Int8 {
    static func addMagnitudeVectors(
      of row: UnsafePointer<Int8>, stride: Int, rows: Int,
      to magnitudes: UnsafeMutablePointer<UInt32>, count: Int
    ) -> Int {
      let channels = count & ~31
      guard channels > 0, let add = KernelSet.best.functions?.add_magnitudes else { return 0 }
      add(row, UInt64(stride), UInt64(rows), UInt32(channels), magnitudes)
      return channels
    }
  }
#endif

extension Int8: SynapseWeight {
  @inline(__always)
  static func add(
    _ row: UnsafePointer<Int8>, to sums: UnsafeMutablePointer<Int32>, count: Int
  ) {
    for index in 0..<count { sums[index] &+= Int32(row[index]) }
  }

  @inline(__always)
  static func add(
    _ row: UnsafePointer<Int8>, times value: Int32, to sums: UnsafeMutablePointer<Int32>,
    count: Int
  ) {
    for index in 0..<count { sums[index] &+= Int32(row[index]) &* value }
  }

  @inline(__always)
  static func addMagnitudes(
    of row: UnsafePointer<Int8>, to magnitudes: UnsafeMutablePointer<UInt32>, count: Int
  ) {
    for index in 0..<count { magnitudes[index] &+= UInt32(row[index].magnitude) }
  }
}

extension Int16: SynapseWeight {
  @inline(__always)
  static func add(
    _ row: UnsafePointer<Int16>, to sums: UnsafeMutablePointer<Int32>, count: Int
  ) {
    for index in 0..<count { sums[index] &+= Int32(row[index]) }
  }

  @inline(__always)
  static func add(
    _ row: UnsafePointer<Int16>, times value: Int32, to sums: UnsafeMutablePointer<Int32>,
    count: Int
  ) {
    for index in 0..<count { sums[index] &+= Int32(row[index]) &* value }
  }

  @inline(__always)
  static func addMagnitudes(
    of row: UnsafePointer<Int16>, to magnitudes: UnsafeMutablePointer<UInt32>, count: Int
  ) {
    for index in 0..<count { magnitudes[index] &+= UInt32(row[index].magnitude) }
  }
}
