/// The read-out's memory: logits z, potentials u and answers y, one of each a class (rules R).
struct ReadOutState {
  static let bytesPerClass = 12

  let classes: Int
  let logits: UnsafeMutablePointer<Int32>
  let potentials: UnsafeMutablePointer<Int32>
  let answers: UnsafeMutablePointer<Int32>

  init(_ layer: Layer) {
    classes = layer.node.shape.channels
    logits = layer.membranes.assumingMemoryBound(to: Int32.self)
    potentials = logits + classes
    answers = potentials + classes
  }

  /// Output neuron and representation of one timestep (rules R2 and R3).
  ///
  /// Rule O3 bounds potentials and answers of every timestep by 2^31 - 1.
  func update(_ neuron: OutputNeuron, _ representation: Representation, weight: Int) {
    for index in 0..<classes {
      let potential = ReadOutState.kept(potentials[index], neuron) &+ logits[index]
      potentials[index] = potential
      switch representation {
      case .last: answers[index] = potential
      case .sum: answers[index] &+= potential
      case .weighted:
        answers[index] &+= Leak.product(potential, q15: Int32(truncatingIfNeeded: weight))
      }
    }
  }

  private static func kept(_ potential: Int32, _ neuron: OutputNeuron) -> Int32 {
    switch neuron {
    case .none: 0
    case .integrator: potential
    case .leaky(let leak): leak.applied(to: potential)
    }
  }

  /// The class of the greatest answer, of equal ones the lowest (rule R4).
  var prediction: Int {
    var best = 0
    for index in 1..<classes where answers[index] > answers[best] { best = index }
    return best
  }
}
