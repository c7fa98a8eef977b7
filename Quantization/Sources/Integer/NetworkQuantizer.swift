/// What a run on calibration data tells the quantizer.
struct Guidance {
  /// Per layer and output channel the share of the greatest weight that is kept; the read-out's are
  /// all the same.
  let clips: [[Double]]
  /// Per layer and connection.
  let statistics: [[SourceStatistics]]
}

/// Chooses the integers of a whole network.
struct NetworkQuantizer {
  let network: LoweredNetwork
  let options: QuantizationOptions
  /// Whether integers fixed by training are used as they stand.
  var keepsFixed = true

  /// The integers and what is to be said about them.
  struct Result {
    let network: IntegerNetwork
    let warnings: [String]
  }

  /// Quantizes every layer; the exit is `never` until thresholds are calibrated.
  ///
  /// - Parameter guidance: nil keeps every weight and rounds each to the nearest integer.
  func quantize(guidance: Guidance? = nil) throws(QuantizationError) -> Result {
    var layers: [IntegerLayer] = []
    var warnings: [String] = []
    var readout: Readout?
    for (index, layer) in network.layers.enumerated() {
      let fixed = keepsFixed ? network.graph.fixed?.layers[layer.name] : nil
      let clip = guidance?.clips[index] ?? [Double](repeating: 1, count: layer.shape.channels)
      let statistics = guidance?.statistics[index]
      switch layer.kind {
      case .maxPool, .sumPool: layers.append(.pooling)
      case .spiking(let membrane):
        var quantizer = LayerQuantizer(
          network, layer, membrane, options: options, fixed: fixed, statistics: statistics)
        layers.append(try quantizer.quantize(clip: clip))
        warnings += quantizer.warnings
      case .readout:
        var quantizer = ReadoutQuantizer(
          network, layer, options: options, fixed: fixed, statistics: statistics)
        let (integers, result) = try quantizer.quantize(clip: clip[0])
        layers.append(integers)
        readout = result
        warnings += quantizer.warnings
      }
    }
    guard let readout else { preconditionFailure("a network without read-out") }
    return Result(
      network: IntegerNetwork(
        lowered: network, layers: layers, readout: readout, exit: .never(network.graph.timesteps)),
      warnings: warnings)
  }
}

extension IntegerExit {
  /// No timestep but the last answers.
  static func never(_ timesteps: Int) -> IntegerExit {
    IntegerExit(
      score: .never, thresholds: [UInt32](repeating: 0, count: timesteps), minimumTimestep: 1,
      maximumTimestep: timesteps)
  }
}
