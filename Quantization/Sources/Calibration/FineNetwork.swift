/// The network in integers as fine as the arithmetic allows, in place of the float reference wherever
/// something is decided: its answers are the same on every processor.
struct FineNetwork {
  /// Its exit records levels at all timesteps and never ends a run.
  let network: IntegerNetwork
  let thresholds: FineThresholds

  /// Weights of 16 bits and membranes of 32, whatever training fixed. What 16 bits cannot hold (a
  /// shortcut far above the weights beside it) is taken with 8.
  ///
  /// - Throws: `QuantizationError` of kind `overflow` if 8 bits cannot hold it either.
  init(_ lowered: LoweredNetwork, score: FloatExitPolicy.Score, threads: Int)
    throws(QuantizationError)
  {
    var network: IntegerNetwork
    do throws(QuantizationError) {
      network = try Self.integers(lowered, weightBits: 16, threads)
    } catch {
      network = try Self.integers(lowered, weightBits: 8, threads)
    }
    network.exit = .recording(score, timesteps: lowered.graph.timesteps)
    thresholds = FineThresholds(
      units: network.readout.units, classes: lowered.graph.classCount)
    self.network = network
  }

  private static func integers(_ lowered: LoweredNetwork, weightBits: Int, _ threads: Int)
    throws(QuantizationError) -> IntegerNetwork
  {
    let options = QuantizationOptions(weightBits: weightBits, membraneBits: 32, threads: threads)
    return try NetworkQuantizer(network: lowered, options: options, keepsFixed: false)
      .quantize().network
  }
}

extension IntegerExit {
  /// Every run goes to the end; the levels of `score` are recorded.
  static func recording(_ score: FloatExitPolicy.Score, timesteps: Int) -> IntegerExit {
    IntegerExit(
      score: ExitCalibration.score(score), thresholds: [UInt32](repeating: 0, count: timesteps),
      minimumTimestep: timesteps, maximumTimestep: timesteps)
  }
}
