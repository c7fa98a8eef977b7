/// Chooses the unit of every output channel, as a share of the one that just holds its greatest
/// weight: a smaller unit rounds the many weights finer, at the price of limiting the few largest.
struct ClipSearch {
  let network: LoweredNetwork
  let options: QuantizationOptions
  /// Per layer and connection.
  let statistics: [[SourceStatistics]]

  /// Shares tried; of equal errors the first wins. Few weights (a first layer's) have lucky units,
  /// many have not, so small layers are searched finely, and above 1 too.
  private static let coarse = [1.0, 0.97, 0.94, 0.91, 0.88, 0.85, 0.8, 0.75]
  private static let fine = (0..<512).map { 1.3 - Double($0) / 800 }
  /// Rows up to which a layer is searched finely, and up to which rounding is part of the search.
  private static let fineRows = 32
  private static let jointRows = 600

  private var range: ClosedRange<Double> { -options.greatestWeight...options.greatestWeight }

  /// Clips per layer and output channel; the read-out's are all the same.
  func clips() throws(QuantizationError) -> [[Double]] {
    var clips: [[Double]] = []
    for index in network.layers.indices {
      let layer = network.layers[index]
      guard !layer.terms.isEmpty else {
        clips.append([])
        continue
      }
      let sources = LayerSources(layer, statistics[index])
      if case .readout = layer.kind {
        clips.append([Double](repeating: try sharedClip(sources), count: layer.shape.channels))
      } else {
        clips.append(try channelClips(sources))
      }
    }
    return clips
  }

  private func channelClips(_ sources: LayerSources) throws(QuantizationError) -> [Double] {
    let maxima = ChannelMaxima.weights(of: sources.layer)
    let candidates = sources.rows <= Self.fineRows ? Self.fine : Self.coarse
    return try Parallel.map(
      count: maxima.count, threads: options.threads,
      makeWorker: { () throws(QuantizationError) in },
      body: { (_, channel) throws(QuantizationError) -> Double in
        Self.best(candidates) { clip in
          error(sources, channel: channel, scale: maxima[channel] * clip / options.greatestWeight)
        }
      })
  }

  private func sharedClip(_ sources: LayerSources) throws(QuantizationError) -> Double {
    let greatest = ChannelMaxima.weights(of: sources.layer).max() ?? 0
    let errors = try Parallel.map(
      count: Self.coarse.count, threads: options.threads,
      makeWorker: { () throws(QuantizationError) in },
      body: { (_, index) throws(QuantizationError) -> Double in
        let scale = greatest * Self.coarse[index] / options.greatestWeight
        var sum = 0.0
        for channel in 0..<sources.layer.shape.channels {
          sum += error(sources, channel: channel, scale: scale)
        }
        return sum
      })
    return Self.coarse[errors.indices.min { errors[$0] < errors[$1] } ?? 0]
  }

  private static func best(_ candidates: [Double], _ error: (Double) -> Double) -> Double {
    var (best, least) = (candidates[0], Double.infinity)
    for candidate in candidates {
      let error = error(candidate)
      if error < least { (best, least) = (candidate, error) }
    }
    return best
  }

  /// The variance of a channel's summed error: with joint rounding, or, in large layers, with each
  /// weight rounded alone and its sources taken as independent.
  private func error(_ sources: LayerSources, channel: Int, scale: Double) -> Double {
    guard scale > 0 else { return 0 }
    if sources.rows <= Self.jointRows {
      return sources.variance(channel: channel, scale: scale, range: range)
    }
    var sum = 0.0
    for block in sources.blocks {
      let count = block.covariance.rows.count
      for (place, real) in sources.weights(block, channel: channel, scale: scale).enumerated() {
        let kept = min(max(real.rounded(), range.lowerBound), range.upperBound)
        sum += block.covariance.matrix[place * count + place] * (real - kept) * (real - kept)
      }
    }
    return sum * scale * scale
  }
}
