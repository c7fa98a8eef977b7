/// The covariances of all that a layer's weights multiply.
struct LayerSources {
  struct Block {
    /// Place of the connection among the layer's terms.
    let term: Int
    let covariance: SourceCovariance
  }

  let layer: LoweredLayer
  let blocks: [Block]

  /// - Parameter statistics: per connection.
  init(_ layer: LoweredLayer, _ statistics: [SourceStatistics]) {
    self.layer = layer
    blocks = statistics.enumerated().flatMap { term, statistics in
      statistics.blocks.map {
        Block(term: term, covariance: SourceCovariance($0, samples: statistics.samples))
      }
    }
  }

  /// Weights per output channel.
  var rows: Int { blocks.reduce(0) { $0 + $1.covariance.rows.count } }

  /// The real weights of `block` into `channel` in units of `scale`.
  func weights(_ block: Block, channel: Int, scale: Double) -> [Double] {
    let (weights, channels) = (layer.terms[block.term].weights, layer.shape.channels)
    return block.covariance.rows.map { weights[$0 * channels + channel] / scale }
  }

  /// The variance of the channel's summed error with the weights rounded together, in real units
  /// squared.
  func variance(channel: Int, scale: Double, range: ClosedRange<Double>) -> Double {
    var sum = 0.0
    for block in blocks {
      let rounding = BlockRounding(covariance: block.covariance, range: range)
      sum += rounding.round(weights(block, channel: channel, scale: scale)).variance
    }
    return sum * scale * scale
  }
}
