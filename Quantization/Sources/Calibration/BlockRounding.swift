/// Rounds the weights of one block into one output channel together instead of one by one.
///
/// Sources fire together (neighbouring pixels above all), so the errors f of their weights add up or
/// cancel. Starting from the nearest integers, single weights and then pairs are moved while the
/// variance of the summed error, fᵀ C f, falls. All numbers are in accumulator units.
struct BlockRounding {
  let covariance: SourceCovariance
  /// Integers that a weight may take.
  let range: ClosedRange<Double>

  /// The integers found.
  struct Rounded {
    var integers: [Double]
    /// Integers minus real weights.
    var errors: [Double]
    /// C f.
    var slopes: [Double]

    /// fᵀ C f.
    var variance: Double {
      var sum = 0.0
      for index in errors.indices { sum += errors[index] * slopes[index] }
      return sum
    }

    /// Moves weight `index` by `step`; `row` is its row of C.
    mutating func move(_ index: Int, by step: Double, _ matrix: UnsafeBufferPointer<Double>) {
      let count = errors.count
      integers[index] += step
      errors[index] += step
      slopes.withUnsafeMutableBufferPointer { slopes in
        for other in 0..<count { slopes[other] += step * matrix[index * count + other] }
      }
    }
  }

  private static let sweeps = 12
  /// Gains smaller than this share of a weight's own variance are not worth a move, and may be
  /// nothing but the rounding of sums.
  private static let margin = 1e-6

  /// Rounds `real`, the weights of the block's rows.
  func round(_ real: [Double]) -> Rounded {
    var rounded = start(real)
    covariance.matrix.withUnsafeBufferPointer { matrix in
      for _ in 0..<Self.sweeps {
        let single = moveSingles(&rounded, matrix)
        let paired = movePairs(&rounded, matrix)
        if !single && !paired { break }
      }
    }
    return rounded
  }

  private func start(_ real: [Double]) -> Rounded {
    let count = real.count
    let integers = real.map { min(max($0.rounded(), range.lowerBound), range.upperBound) }
    let errors = zip(integers, real).map { $0 - $1 }
    var slopes = [Double](repeating: 0, count: count)
    covariance.matrix.withUnsafeBufferPointer { matrix in
      slopes.withUnsafeMutableBufferPointer { slopes in
        for i in 0..<count {
          for j in 0..<count { slopes[j] += matrix[i * count + j] * errors[i] }
        }
      }
    }
    return Rounded(integers: integers, errors: errors, slopes: slopes)
  }

  /// Moves every weight to its best integer, one after another; false if none moved.
  private func moveSingles(_ rounded: inout Rounded, _ matrix: UnsafeBufferPointer<Double>) -> Bool
  {
    let count = rounded.errors.count
    var moved = false
    for i in 0..<count {
      let own = matrix[i * count + i]
      guard own > 0, abs(rounded.slopes[i]) > (0.5 + Self.margin) * own else { continue }
      let best = (rounded.integers[i] - rounded.slopes[i] / own).rounded()
      let step = min(max(best, range.lowerBound), range.upperBound) - rounded.integers[i]
      guard step != 0 else { continue }
      moved = true
      rounded.move(i, by: step, matrix)
    }
    return moved
  }

  /// Moves pairs of weights by one each while that helps; false if none moved.
  private func movePairs(_ rounded: inout Rounded, _ matrix: UnsafeBufferPointer<Double>) -> Bool {
    let count = rounded.errors.count
    var moved = false
    for i in 0..<count where matrix[i * count + i] > 0 {
      for j in 0..<i {
        let cross = matrix[i * count + j]
        // The move against both slopes, or, for sources that fire together, one up and one down.
        let first: Double = rounded.slopes[i] > 0 ? -1 : 1
        let second: Double = cross > 0 ? -first : first
        let gain =
          -2 * (first * rounded.slopes[i] + second * rounded.slopes[j])
          - (matrix[i * count + i] + matrix[j * count + j] + 2 * first * second * cross)
        guard gain > Self.margin * matrix[i * count + i],
          range.contains(rounded.integers[i] + first), range.contains(rounded.integers[j] + second)
        else { continue }
        moved = true
        rounded.move(i, by: first, matrix)
        rounded.move(j, by: second, matrix)
      }
    }
    return moved
  }
}
