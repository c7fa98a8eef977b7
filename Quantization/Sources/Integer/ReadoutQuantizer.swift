import ATSNNRuntime

/// Chooses the integers of the read-out: one scale for all classes.
struct ReadoutQuantizer {
  let network: LoweredNetwork
  let layer: LoweredLayer
  let options: QuantizationOptions
  let fixed: FixedQuantization.Layer?
  /// Per connection; nil rounds each weight to the nearest integer.
  let statistics: [SourceStatistics]?
  private(set) var warnings: [String] = []

  init(
    _ network: LoweredNetwork, _ layer: LoweredLayer, options: QuantizationOptions,
    fixed: FixedQuantization.Layer?, statistics: [SourceStatistics]? = nil
  ) {
    self.network = network
    self.layer = layer
    self.options = options
    self.fixed = fixed
    self.statistics = statistics
  }

  private var output: GraphOutput { network.graph.output }

  /// The layer's integers and its read-out; `clip` is the share of the greatest weight kept.
  ///
  /// - Throws: `QuantizationError` of kind `overflow` if rules O1 or O3 cannot be kept.
  mutating func quantize(clip: Double) throws(QuantizationError) -> (IntegerLayer, Readout) {
    var scale = fixed?.scale?[0] ?? chooseScale(clip: clip)
    var widenings = 0
    while true {
      let result = try integers(scale)
      let readout = readout(scale)
      guard let reach = overflow(result.accumulatorBound, readout) else {
        warnWidened(widenings)
        return (result, readout)
      }
      guard fixed?.scale == nil, options.weightBits == 16, widenings < 8 else {
        throw QuantizationError(
          .overflow, at: "layer \(layer.name)",
          "its bound of \(result.accumulatorBound) reaches \(reach) over all timesteps, above int32",
          remedy: fixed?.scale == nil
            ? "use int8 weights, fewer inputs or fewer timesteps"
            : "fix a larger scale, or leave it to the quantizer")
      }
      scale *= 2
      widenings += 1
    }
  }

  private mutating func warnWidened(_ widenings: Int) {
    guard widenings > 0 else { return }
    warnings.append(
      "layer \(layer.name): weights use \(16 - widenings) of 16 bits, so that the read-out fits int32"
    )
  }

  private func chooseScale(clip: Double) -> Double {
    let greatest = ChannelMaxima.weights(of: layer).max() ?? 0
    let bias = layer.bias.map(abs).max() ?? 0
    let wanted = max(greatest * clip / options.greatestWeight, bias * Double.power(ofTwo: -29))
    return wanted > 0 ? wanted : 1
  }

  private func integers(_ scale: Double) throws(QuantizationError) -> IntegerLayer {
    let channels = layer.shape.channels
    let scales = [Double](repeating: scale, count: channels)
    let rounding = LayerRounding(
      layer: layer, options: options, isFixed: fixed?.scale != nil, statistics: statistics)
    let (weights, realBias) = try rounding.integers(scales)
    let connections = weights.map { IntegerConnection(bits: options.weightBits, weights: $0) }
    let bias = realBias.compactMap { Rounding.int32($0 / scale) }
    guard bias.count == channels else {
      throw QuantizationError(
        .overflow, at: "layer \(layer.name)", "a bias is above int32 in units of the scale",
        remedy: fixed?.scale == nil
          ? "train again: bias and weights are too far apart"
          : "fix a larger scale, or leave it to the quantizer")
    }
    let bounds = AccumulatorBound.channels(
      of: layer, bias: bias, connections: connections, in: network)
    return IntegerLayer(
      scale: scales, bias: bias, threshold: [], reset: [], shift: [], connections: connections,
      accumulatorBound: bounds.max() ?? 0, membraneBits: 0)
  }

  /// What the read-out can reach, where that is above int32; nil where it fits.
  private func overflow(_ bound: Int, _ readout: Readout) -> String? {
    let reach = AccumulatorBound.readout(
      bound: bound, neuron: output.neuron, representation: output.representation,
      weights: readout.weights)
    guard let reach else { return "more than 2^45" }
    let most = max(bound, reach)
    return most > AccumulatorBound.limit ? "\(most)" : nil
  }

  private func readout(_ scale: Double) -> Readout {
    let timesteps = network.graph.timesteps
    var weights = [Int](repeating: 32768, count: timesteps)
    var units = [Double](repeating: scale, count: timesteps)
    switch output.representation {
    case .last, .sum: break
    case .mean: units = (1...timesteps).map { scale / Double($0) }
    case .weighted(let real):
      let greatest = real.max() ?? 1
      weights = real.map { Int(($0 / greatest * 32768).rounded()) }
      var total = 0.0
      units = real.map { weight in
        total += weight
        return scale * greatest / total
      }
    }
    guard case .leaky(let retain) = output.neuron else {
      return Readout(
        scale: scale, leak: nil, isIntegrator: output.neuron == .integrator, weights: weights,
        units: units)
    }
    let leak = Leak(retain: retain)
    return Readout(
      scale: scale, leak: leak == .none ? nil : leak, isIntegrator: leak == .none,
      weights: weights, units: units)
  }
}
