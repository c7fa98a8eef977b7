import COpenBLAS

/// Elementwise and matrix operations of the float reference.
enum FloatKernels {
  /// One thread per call: the tool runs batches on all cores, and results must not depend on how
  /// many there are.
  static let isPrepared: Bool = {
    openblas_set_num_threads(1)
    return true
  }()

  /// result[rows][columns] = a[rows][inner] * b[inner][columns].
  static func multiply(
    _ a: UnsafePointer<Float>, rows: Int, inner: Int, _ b: [Float], columns: Int,
    into result: UnsafeMutablePointer<Float>
  ) {
    precondition(isPrepared)
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasNoTrans, blasint(rows), blasint(columns), blasint(inner),
      1, a, blasint(inner), b, blasint(columns), 0, result, blasint(columns))
  }

  /// Adds `bias[c]` to every pixel; nothing for an empty bias.
  static func addBias(_ bias: [Float], _ values: UnsafeMutablePointer<Float>, _ count: Int) {
    guard !bias.isEmpty else { return }
    bias.withUnsafeBufferPointer { bias in
      var pixel = values
      for _ in 0..<count / bias.count {
        for channel in 0..<bias.count { pixel[channel] += bias[channel] }
        pixel += bias.count
      }
    }
  }

  /// result = gain[c] * source + offset[c].
  static func affine(
    _ source: UnsafePointer<Float>, _ gain: [Float], _ offset: [Float],
    _ result: UnsafeMutablePointer<Float>, _ count: Int
  ) {
    gain.withUnsafeBufferPointer { gain in
      offset.withUnsafeBufferPointer { offset in
        for pixel in 0..<count / gain.count {
          let from = source + pixel * gain.count
          let to = result + pixel * gain.count
          for channel in 0..<gain.count {
            to[channel] = gain[channel] * from[channel] + offset[channel]
          }
        }
      }
    }
  }

  static func add(
    _ source: UnsafePointer<Float>, to result: UnsafeMutablePointer<Float>, _ count: Int
  ) {
    for index in 0..<count { result[index] += source[index] }
  }
}
