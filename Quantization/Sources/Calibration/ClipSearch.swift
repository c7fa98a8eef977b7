/// Chooses per output channel how much of the greatest weight to keep: a smaller unit rounds the
/// many weights finer, at the price of limiting the few largest.
struct ClipSearch {
  let network: LoweredNetwork
  let options: QuantizationOptions
  let moments: SourceMoments

  /// Tried in this order; of equal errors the first wins.
  static let candidates = [1.0, 0.97, 0.94, 0.91, 0.88, 0.85, 0.8, 0.75]

  /// Clips per layer and output channel, as `NetworkQuantizer.quantize` takes them.
  func clips() -> [[Double]] {
    network.layers.map { layer in
      if case .readout = layer.kind {
        return [Double](repeating: sharedClip(layer), count: layer.shape.channels)
      }
      return channelClips(layer)
    }
  }

  private func channelClips(_ layer: LoweredLayer) -> [Double] {
    let maxima = ChannelMaxima.weights(of: layer)
    var best = [Double](repeating: Self.candidates[0], count: maxima.count)
    var least = [Double](repeating: .infinity, count: maxima.count)
    for candidate in Self.candidates {
      let errors = errors(layer, scale: maxima.map { $0 * candidate / options.greatestWeight })
      for channel in errors.indices where errors[channel] < least[channel] {
        (best[channel], least[channel]) = (candidate, errors[channel])
      }
    }
    return best
  }

  private func sharedClip(_ layer: LoweredLayer) -> Double {
    let greatest = ChannelMaxima.weights(of: layer).max() ?? 0
    var (best, least) = (Self.candidates[0], Double.infinity)
    for candidate in Self.candidates {
      let scale = greatest * candidate / options.greatestWeight
      let scales = [Double](repeating: scale, count: layer.shape.channels)
      let error = errors(layer, scale: scales).reduce(0, +)
      if error < least { (best, least) = (candidate, error) }
    }
    return best
  }

  /// Per channel the sum over its weights of E[x^2] (w - rounded w)^2, rows in ascending order.
  private func errors(_ layer: LoweredLayer, scale: [Double]) -> [Double] {
    var errors = [Double](repeating: 0, count: scale.count)
    let safe = scale.map { $0 > 0 ? $0 : 1 }
    for term in layer.terms where term.kind != .identity {
      let means = moments.means(of: term, in: network)
      add(term.weights, means: means, scale: safe, to: &errors)
    }
    return errors
  }

  private func add(
    _ weights: [Double], means: [Double], scale: [Double], to errors: inout [Double]
  ) {
    let (channels, greatest) = (scale.count, options.greatestWeight)
    weights.withUnsafeBufferPointer { weights in
      for row in 0..<weights.count / channels {
        let mean = means[row % means.count]
        for channel in 0..<channels {
          let weight = weights[row * channels + channel]
          let rounded = (weight / scale[channel]).rounded()
          let kept = min(max(rounded, -greatest), greatest) * scale[channel]
          errors[channel] += mean * (weight - kept) * (weight - kept)
        }
      }
    }
  }
}
