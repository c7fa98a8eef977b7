/// Rounds a layer's weights, guided by what its sources carry where that is known.
struct LayerRounding {
  let layer: LoweredLayer
  let options: QuantizationOptions
  /// Whether training fixed the scale: the range is then the whole integer type's.
  let isFixed: Bool
  /// Per connection; nil rounds each weight to the nearest integer.
  let statistics: [SourceStatistics]?

  private var range: ClosedRange<Double> {
    let greatest = options.greatestWeight
    return (isFixed ? -greatest - 1 : -greatest)...greatest
  }

  /// Integers per connection (none for identities), and the bias that takes back the mean of their
  /// errors, in real units.
  func integers(_ scale: [Double]) throws(QuantizationError) -> (weights: [[Int32]], bias: [Double])
  {
    var weights = layer.terms.map {
      $0.kind == .identity ? [] : Rounding.weights($0.weights, scale: scale, range: range)
    }
    guard let statistics, !isFixed else { return (weights, layer.bias) }
    var bias = layer.bias
    let sources = LayerSources(layer, statistics)
    for block in sources.blocks {
      let rounded = try round(block, of: sources, scale)
      for channel in bias.indices {
        for (place, row) in block.covariance.rows.enumerated() {
          let (integers, errors) = rounded[channel]
          weights[block.term][row * bias.count + channel] = Int32(integers[place])
          bias[channel] -= block.covariance.means[place] * errors[place] * scale[channel]
        }
      }
    }
    return (weights, bias)
  }

  /// Integers and errors of a block's weights, per output channel.
  private func round(_ block: LayerSources.Block, of sources: LayerSources, _ scale: [Double])
    throws(QuantizationError) -> [([Double], [Double])]
  {
    let rounding = BlockRounding(covariance: block.covariance, range: range)
    return try Parallel.map(
      count: scale.count, threads: options.threads,
      makeWorker: { () throws(QuantizationError) in },
      body: { (_, channel) throws(QuantizationError) -> ([Double], [Double]) in
        let real = sources.weights(block, channel: channel, scale: scale[channel])
        let rounded = rounding.round(real)
        return (rounded.integers, rounded.errors)
      })
  }
}
