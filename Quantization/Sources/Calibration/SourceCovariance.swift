/// Means and covariances of a block of source rows, from integer statistics.
struct SourceCovariance {
  let rows: [Int]
  /// E[x_i].
  let means: [Double]
  /// E[x_i x_j] - E[x_i] E[x_j], rows.count squared; the diagonal raised by the mean variance times
  /// rows per sample, so that what few samples say is not taken for certain.
  let matrix: [Double]

  init(_ block: SourceStatistics.Block, samples: Int) {
    let count = block.rows.count
    let total = Double(max(samples, 1))
    let means = block.sums.map { Double($0) / total }
    var matrix = [Double](repeating: 0, count: count * count)
    for i in 0..<count {
      for j in 0...i {
        let value = Double(block.products[i * count + j]) / total - means[i] * means[j]
        matrix[i * count + j] = value
        matrix[j * count + i] = value
      }
    }
    var trace = 0.0
    for i in 0..<count { trace += matrix[i * count + i] }
    for i in 0..<count { matrix[i * count + i] += trace / total }
    rows = block.rows
    self.means = means
    self.matrix = matrix
  }
}
