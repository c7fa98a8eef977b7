/// How wrong a fraction of the input's mean in the bias is where a window reaches over the border:
/// the taps outside see 0 in training, and the bias counts them all the same.
struct BorderErrors {
  let input: MapShape
  /// Per plane.
  let fractions: [Double]

  /// The greatest error of a current of `layer` in thresholds; 0 for layers that do not see the input.
  func worst(in layer: LoweredLayer) -> Double {
    guard case .spiking(let membrane) = layer.kind else { return 0 }
    var worst = 0.0
    for term in layer.terms where term.source == 0 {
      guard case .convolution(let window) = term.kind else { continue }
      let rows = Self.outside(
        output: layer.shape.height, size: input.height, window.kernel.height, window.stride.height,
        window.padding.height)
      let columns = Self.outside(
        output: layer.shape.width, size: input.width, window.kernel.width, window.stride.width,
        window.padding.width)
      for row in rows {
        for column in columns {
          let errors = errors(term, window, channels: layer.shape.channels) {
            row[$0] || column[$1]
          }
          worst = max(worst, errors.max() ?? 0)
        }
      }
    }
    return worst / membrane.threshold
  }

  /// Which taps of a side lie outside, for every kind of output position.
  private static func outside(
    output: Int, size: Int, _ kernel: Int, _ stride: Int, _ padding: Int
  ) -> Set<[Bool]> {
    Set(
      (0..<output).map { place in
        (0..<kernel).map { tap in !(0..<size).contains(place * stride - padding + tap) }
      })
  }

  /// Per output channel the size of what the taps outside add to the bias.
  private func errors(
    _ term: Term, _ window: Window, channels: Int, isOutside: (Int, Int) -> Bool
  ) -> [Double] {
    var sums = [Double](repeating: 0, count: channels)
    for tap in 0..<window.area
    where isOutside(tap / window.kernel.width, tap % window.kernel.width) {
      for plane in fractions.indices {
        let first = (tap * fractions.count + plane) * channels
        for channel in 0..<channels {
          sums[channel] += fractions[plane] * term.weights[first + channel]
        }
      }
    }
    return sums.map(abs)
  }
}
