/// Runs a batch through both networks and compares every spike.
struct SpikeComparison {
  private let network: LoweredNetwork
  /// Places of the spiking layers.
  private let spiking: [Int]
  /// One per layer of the network.
  private(set) var tallies: [LayerTally]

  init(_ network: LoweredNetwork) {
    self.network = network
    tallies = network.layers.map { _ in LayerTally() }
    spiking = network.layers.indices.filter {
      if case .spiking = network.layers[$0].kind { true } else { false }
    }
  }

  /// Adds the records `bytes`.
  mutating func run(
    _ bytes: [[UInt8]], float: FloatNetwork, workspace: FloatWorkspace, integer: IntegerRunner
  ) throws(QuantizationError) {
    let timesteps = network.graph.timesteps
    var spikes: [[[UInt8]]] = []
    _ = float.run(bytes, in: workspace) { _, workspace in
      spikes.append(
        spiking.map { floatSpikes(workspace, layer: $0, images: bytes.count) })
    }
    for (image, record) in bytes.enumerated() {
      try integer.begin(record)
      for timestep in 1...timesteps {
        try integer.step(timestep, record)
        for (place, layer) in spiking.enumerated() {
          count(spikes[timestep - 1][place], image: image, layer: layer, integer)
        }
      }
    }
  }

  /// The spikes of a layer for the whole batch, 0 or 1 each.
  private func floatSpikes(_ workspace: FloatWorkspace, layer: Int, images: Int) -> [UInt8] {
    let values = workspace.values[network.layers[layer].graphNode + 1].pointer
    return (0..<images * network.layers[layer].shape.elements).map { values[$0] > 0 ? 1 : 0 }
  }

  private mutating func count(
    _ spikes: [UInt8], image: Int, layer: Int, _ integer: IntegerRunner
  ) {
    let elements = network.layers[layer].shape.elements
    let outputs = integer.outputs(layer: layer, count: elements)
    var tally = LayerTally()
    for element in 0..<elements {
      let float = Int(spikes[image * elements + element])
      let own = Int(outputs[element])
      tally.floatSpikes += float
      tally.integerSpikes += own
      tally.agreeing += float == own ? 1 : 0
    }
    tally.updates = elements
    tally.saturations = integer.saturations(layer: layer)
    tallies[layer] = tallies[layer] + tally
  }
}
