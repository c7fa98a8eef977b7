/// One timestep of a population of float neurons (CHECKPOINT.md, `lif` and `if`).
struct FloatNeuron {
  private let neuron: Neuron
  private let threshold: Float
  private let rest: Float

  init(_ neuron: Neuron) {
    self.neuron = neuron
    threshold = Float(neuron.threshold)
    rest = Float(neuron.rest)
  }

  /// Charges `membrane` with `current`, writes spikes (0 or 1) and resets.
  func step(
    _ current: UnsafePointer<Float>, _ membrane: UnsafeMutablePointer<Float>,
    spikes: UnsafeMutablePointer<Float>, _ count: Int
  ) {
    charge(current, membrane, count)
    if neuron.isStrict {
      for index in 0..<count { spikes[index] = membrane[index] > threshold ? 1 : 0 }
    } else {
      for index in 0..<count { spikes[index] = membrane[index] >= threshold ? 1 : 0 }
    }
    reset(membrane, spikes, count)
  }

  private func charge(
    _ current: UnsafePointer<Float>, _ membrane: UnsafeMutablePointer<Float>, _ count: Int
  ) {
    guard let tau = neuron.tau.map(Float.init) else {
      for index in 0..<count { membrane[index] += current[index] }
      return
    }
    if neuron.decaysInput {
      for index in 0..<count {
        membrane[index] += (current[index] - (membrane[index] - rest)) / tau
      }
    } else {
      for index in 0..<count {
        membrane[index] = membrane[index] - (membrane[index] - rest) / tau + current[index]
      }
    }
  }

  private func reset(
    _ membrane: UnsafeMutablePointer<Float>, _ spikes: UnsafePointer<Float>, _ count: Int
  ) {
    if neuron.reset == .soft {
      for index in 0..<count { membrane[index] -= spikes[index] * threshold }
    } else {
      for index in 0..<count { membrane[index] = spikes[index] > 0 ? rest : membrane[index] }
    }
  }
}
