/// Chooses the integers of a whole network.
struct NetworkQuantizer {
  let network: LoweredNetwork
  let options: QuantizationOptions

  /// The integers and what is to be said about them.
  struct Result {
    let network: IntegerNetwork
    let warnings: [String]
  }

  /// Quantizes every layer; the exit is `never` until thresholds are calibrated.
  ///
  /// - Parameter clips: per layer and output channel the share of the greatest weight that is
  ///   kept; nil keeps all. The read-out has one for all classes.
  func quantize(clips: [[Double]]? = nil) throws(QuantizationError) -> Result {
    var layers: [IntegerLayer] = []
    var warnings: [String] = []
    var readout: Readout?
    for (index, layer) in network.layers.enumerated() {
      let fixed = network.graph.fixed?.layers[layer.name]
      let clip = clips?[index] ?? [Double](repeating: 1, count: layer.shape.channels)
      switch layer.kind {
      case .maxPool, .sumPool: layers.append(.pooling)
      case .spiking(let membrane):
        var quantizer = LayerQuantizer(network, layer, membrane, options: options, fixed: fixed)
        layers.append(try quantizer.quantize(clip: clip))
        warnings += quantizer.warnings
      case .readout:
        var quantizer = ReadoutQuantizer(network, layer, options: options, fixed: fixed)
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
