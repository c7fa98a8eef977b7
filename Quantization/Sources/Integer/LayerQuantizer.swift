/// Chooses the integers of one spiking layer.
struct LayerQuantizer {
  let network: LoweredNetwork
  let layer: LoweredLayer
  let membrane: Membrane
  let options: QuantizationOptions
  let fixed: FixedQuantization.Layer?
  /// Per connection; nil rounds each weight to the nearest integer.
  let statistics: [SourceStatistics]?
  private(set) var warnings: [String] = []

  init(
    _ network: LoweredNetwork, _ layer: LoweredLayer, _ membrane: Membrane,
    options: QuantizationOptions, fixed: FixedQuantization.Layer?,
    statistics: [SourceStatistics]? = nil
  ) {
    self.network = network
    self.layer = layer
    self.membrane = membrane
    self.options = options
    self.fixed = fixed
    self.statistics = statistics
  }

  private var channels: Int { layer.shape.channels }
  private var exponent: Int { options.thresholdExponent(membrane) }
  private var place: String { "layer \(layer.name)" }

  /// The layer's integers; `clip[o]` is the share of channel o's greatest weight that is kept.
  ///
  /// - Throws: `QuantizationError` of kind `overflow` if rules O1 or O2, or the range of thresholds
  ///   in the case of fixed ones, cannot be kept.
  mutating func quantize(clip: [Double]) throws(QuantizationError) -> IntegerLayer {
    var scale = fixed?.scale ?? chooseScale(clip: clip)
    var parts = try integers(scale)
    var widenings = 0
    while let bound = parts.bounds.max(), bound > AccumulatorBound.limit {
      guard fixed?.scale == nil, options.weightBits == 16, widenings < 8 else {
        throw overflow("its sums can reach \(bound), above int32")
      }
      scale = zip(scale, parts.bounds).map { $1 > AccumulatorBound.limit ? 2 * $0 : $0 }
      parts = try integers(scale)
      widenings += 1
    }
    if widenings > 0 {
      warnings.append("\(place): weights use \(16 - widenings) of 16 bits, so that sums fit int32")
    }
    return try finish(scale, parts)
  }

  private struct Parts {
    let bias: [Int32]
    let connections: [IntegerConnection]
    let bounds: [Int]
  }

  private func overflow(_ fault: String) -> QuantizationError {
    QuantizationError(
      .overflow, at: place, fault,
      remedy: fixed == nil
        ? "use int8 weights, fewer inputs per neuron or smaller pooling windows"
        : "fix a larger scale or shift, or leave them to the quantizer")
  }

  private mutating func chooseScale(clip: [Double]) -> [Double] {
    let maxima = ChannelMaxima.weights(of: layer)
    let gains = ChannelMaxima.identities(of: layer)
    let smallest = ShiftChoice.smallestUnit(
      threshold: membrane.threshold, exponent: exponent)
    let whole = membrane.threshold * Double.power(ofTwo: -exponent)
    var (silent, limited): ([Int], [Int]) = ([], [])
    let scale = (0..<channels).map { channel in
      let wanted = maxima[channel] * clip[channel] / options.greatestWeight
      let least = max(smallest, abs(layer.bias[channel]) * Double.power(ofTwo: -29))
      if maxima[channel] == 0 && gains[channel] == 0 { silent.append(channel) }
      if maxima[channel] > 0 && wanted < least { limited.append(channel) }
      let free = Self.unit(whole, gain: gains[channel])
      return wholeThreshold(max(maxima[channel] == 0 ? free : wanted, least))
    }
    warn(
      silent, "have only zero weights; their unit is chosen so that the threshold is a power of 2")
    warn(
      limited, "have weights far below threshold or bias; their unit is limited, digits are lost")
    return scale
  }

  /// The unit of a channel without weights: `whole`, halved until the identity's gain has 15 bits.
  private static func unit(_ whole: Double, gain: Double) -> Double {
    var unit = whole
    while gain > 0, gain < unit * 16384, unit > gain * 1e-6 { unit /= 2 }
    return unit
  }

  /// `unit`, or the next larger one of which the threshold is a whole number of membrane units: a
  /// threshold that had to be rounded up would make every neuron of the channel fire late.
  private func wholeThreshold(_ unit: Double) -> Double {
    let ratio = membrane.threshold / unit
    let shift = ShiftChoice.shift(ratio: ratio, exponent: exponent, isStrict: membrane.isStrict)
    let count = (ratio * Double.power(ofTwo: -shift)).rounded(.down)
    return count < 1 ? unit : membrane.threshold / (count * Double.power(ofTwo: shift))
  }

  private mutating func warn(_ channels: [Int], _ text: String) {
    guard let first = channels.first else { return }
    warnings.append("\(place): \(channels.count) channels (first \(first)) \(text)")
  }

  private func integers(_ scale: [Double]) throws(QuantizationError) -> Parts {
    let rounding = LayerRounding(
      layer: layer, options: options, isFixed: fixed?.scale != nil, statistics: statistics)
    let (weights, bias) = try rounding.integers(scale)
    var connections: [IntegerConnection] = []
    for (term, weights) in zip(layer.terms, weights) {
      connections.append(
        term.kind == .identity
          ? IntegerConnection(bits: 32, weights: try wide(term.weights, scale))
          : IntegerConnection(bits: options.weightBits, weights: weights))
    }
    let integerBias = try wide(bias, scale)
    let bounds = AccumulatorBound.channels(
      of: layer, bias: integerBias, connections: connections, in: network)
    return Parts(bias: integerBias, connections: connections, bounds: bounds)
  }

  /// One int32 per channel.
  private func wide(_ real: [Double], _ scale: [Double]) throws(QuantizationError) -> [Int32] {
    var result: [Int32] = []
    for channel in 0..<channels {
      guard let value = Rounding.int32(real[channel] / scale[channel]) else {
        throw overflow("a bias or shortcut of channel \(channel) is above int32")
      }
      result.append(value)
    }
    return result
  }

  private mutating func finish(_ scale: [Double], _ parts: Parts) throws(QuantizationError)
    -> IntegerLayer
  {
    var (shifts, thresholds, resets): ([Int8], [Int32], [Int32]) = ([], [], [])
    var small: [Int] = []
    for channel in 0..<channels {
      let ratio = membrane.threshold / scale[channel]
      let shift = try chooseShift(channel, ratio: ratio, bound: parts.bounds[channel])
      let real = ratio * Double.power(ofTwo: -shift)
      let threshold = try chooseThreshold(channel, real: real)
      if threshold < 1024 { small.append(channel) }
      shifts.append(Int8(shift))
      thresholds.append(threshold)
      let reset = min(max(real.rounded(), 1), Double(options.greatestThreshold))
      resets.append(membrane.isSoftReset ? Int32(reset) : 0)
    }
    if fixed?.threshold == nil {
      warn(small, "have thresholds below 1024 membrane units; leak and shift round coarsely there")
    }
    return IntegerLayer(
      scale: scale, bias: parts.bias, threshold: thresholds, reset: resets, shift: shifts,
      connections: parts.connections, accumulatorBound: parts.bounds.max() ?? 0,
      membraneBits: options.membraneBits)
  }

  private func chooseShift(_ channel: Int, ratio: Double, bound: Int) throws(QuantizationError)
    -> Int
  {
    guard let shift = fixed?.shift?[channel] else {
      let wanted = ShiftChoice.shift(
        ratio: ratio, exponent: exponent, isStrict: membrane.isStrict)
      return ShiftChoice.limited(wanted, bound: bound)
    }
    guard ShiftChoice.limited(shift, bound: bound) == shift else {
      throw overflow(
        "the fixed shift \(shift) of channel \(channel) can bring a sum of \(bound) above 2^30")
    }
    return shift
  }

  private func chooseThreshold(_ channel: Int, real: Double) throws(QuantizationError) -> Int32 {
    let chosen = Rounding.threshold(real, isStrict: membrane.isStrict)
    let value = fixed?.threshold.map { Double($0[channel]) } ?? chosen
    guard value >= 1, value <= Double(options.greatestThreshold) else {
      throw QuantizationError(
        .overflow, at: place,
        "threshold \(value) of channel \(channel) is outside 1..."
          + "\(options.greatestThreshold) of a \(options.membraneBits)-bit membrane",
        remedy: fixed == nil
          ? "train again: its weights and its threshold are too far apart"
          : "fix another scale or shift, or leave them to the quantizer")
    }
    return Int32(value)
  }
}
