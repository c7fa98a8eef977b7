import Foundation

/// From a record's logits per timestep to read-outs, scores and answers.
struct FloatReadout {
  let output: GraphOutput

  /// The read-out y per timestep.
  func readouts(_ logits: [[Float]]) -> [[Double]] {
    var neuron = [Double](repeating: 0, count: logits.first?.count ?? 0)
    var total = neuron
    var weight = 0.0
    return logits.enumerated().map { index, z in
      neuron = advance(neuron, z)
      switch output.representation {
      case .last: return neuron
      case .sum, .mean: for k in z.indices { total[k] += neuron[k] }
      case .weighted(let weights):
        for k in z.indices { total[k] += weights[index] * neuron[k] }
        weight += weights[index]
      }
      switch output.representation {
      case .mean: return total.map { $0 / Double(index + 1) }
      case .weighted: return total.map { $0 / weight }
      case .last, .sum: return total
      }
    }
  }

  private func advance(_ state: [Double], _ logits: [Float]) -> [Double] {
    switch output.neuron {
    case .none: logits.map(Double.init)
    case .integrator: zip(state, logits).map { $0 + Double($1) }
    case .leaky(let retain): zip(state, logits).map { retain * $0 + Double($1) }
    }
  }

  /// The class of the greatest value; the lowest of equal ones.
  static func answer(_ readout: [Double]) -> Int {
    var best = 0
    for (index, value) in readout.enumerated() where value > readout[best] { best = index }
    return best
  }

  /// The exit score of a read-out, rounded to 2^-24 so that no library's last digit decides.
  static func score(_ readout: [Double], _ kind: FloatExitPolicy.Score) -> Double {
    let value: Double
    switch kind {
    case .confidence: value = 1 / exponentials(readout).reduce(0, +)
    case .entropy: value = entropy(readout)
    case .margin:
      let sorted = readout.sorted(by: >)
      value = sorted[0] - sorted[1]
    }
    return (value * 16_777_216).rounded() / 16_777_216
  }

  /// exp(y - y_max) of every class.
  private static func exponentials(_ readout: [Double]) -> [Double] {
    let greatest = readout.max() ?? 0
    return readout.map { exp($0 - greatest) }
  }

  /// Entropy of the softmax divided by ln K.
  private static func entropy(_ readout: [Double]) -> Double {
    let terms = exponentials(readout)
    let total = terms.reduce(0, +)
    let sum = terms.reduce(0) { $1 > 0 ? $0 - $1 / total * log($1 / total) : $0 }
    return sum / log(Double(readout.count))
  }
}
