/// What the float and the integer network did in one spiking layer, over records and timesteps.
struct LayerTally: Sendable, Equatable {
  var floatSpikes = 0
  var integerSpikes = 0
  /// (Neuron, timestep) pairs with the same spike in both.
  var agreeing = 0
  /// Neuron updates: neurons times timesteps times records.
  var updates = 0
  /// Updates whose membrane left its width (rule C4).
  var saturations = 0

  static func + (a: LayerTally, b: LayerTally) -> LayerTally {
    LayerTally(
      floatSpikes: a.floatSpikes + b.floatSpikes, integerSpikes: a.integerSpikes + b.integerSpikes,
      agreeing: a.agreeing + b.agreeing, updates: a.updates + b.updates,
      saturations: a.saturations + b.saturations)
  }

  private func share(_ count: Int) -> Double { Double(count) / Double(max(updates, 1)) }

  /// Spikes per neuron and timestep.
  var floatRate: Double { share(floatSpikes) }
  var integerRate: Double { share(integerSpikes) }
  var agreement: Double { share(agreeing) }
  var saturationShare: Double { share(saturations) }

  /// What is to be said of the layer `name`: silent, firing otherwise than in float, saturating.
  func warnings(layer name: String) -> [String] {
    var warnings: [String] = []
    if integerSpikes == 0 {
      warnings.append(
        "layer \(name): silent: no neuron fires on the scale records"
          + (floatSpikes == 0 ? ", nor in the float network" : ""))
    } else if abs(integerSpikes - floatSpikes) * 4 > floatSpikes {
      warnings.append(
        "layer \(name): fires at \(integerRate) instead of \(floatRate) a neuron and timestep")
    }
    if saturations * 50 > updates {
      warnings.append("layer \(name): membranes saturate in \(saturationShare) of the updates")
    }
    return warnings
  }
}
