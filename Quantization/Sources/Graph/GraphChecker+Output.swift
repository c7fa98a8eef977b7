extension GraphChecker {
  /// Reads `output` of the graph.
  mutating func readOutput(_ graph: ObjectReader, timesteps: Int?) -> GraphOutput? {
    guard
      let reader = ObjectReader(graph.value("output"), place: "graph.output", problems: problems)
    else { return nil }
    reader.refuseUnknownKeys(known: ["node", "neuron", "representation"])
    let node = readOutputNode(reader)
    let neuron = readOutputNeuron(reader)
    let representation = readRepresentation(reader, timesteps: timesteps)
    guard let node, let neuron, let representation else { return nil }
    return GraphOutput(node: node, neuron: neuron, representation: representation)
  }

  private mutating func readOutputNode(_ reader: ObjectReader) -> Int? {
    guard let name = reader.string("node") else { return nil }
    guard let index = indices[name] else {
      reader.problem("its node \(name) is no node", "name the linear node that makes the logits")
      return nil
    }
    uses[index] += 1
    if uses[index] > 1 {
      reader.problem("another node reads the logits of \(name)", "let nothing follow the output")
    }
    if let operation = entries[index].node?.operation, !Self.isLinear(operation) {
      reader.problem("its node \(name) is not linear", "name the linear node that makes the logits")
    }
    if let classes = entries[index].shape?.channels, !(2...4096).contains(classes) {
      reader.problem("\(classes) classes", "give 2 to 4096")
    }
    return index
  }

  private static func isLinear(_ operation: Operation) -> Bool {
    if case .linear = operation { true } else { false }
  }

  private func readOutputNeuron(_ output: ObjectReader) -> GraphOutput.Neuron? {
    let place = "graph.output.neuron"
    guard let reader = ObjectReader(output.value("neuron"), place: place, problems: problems),
      let type = reader.choice(
        "type", ["none": "none", "integrator": "integrator", "leaky": "leaky"])
    else { return nil }
    reader.refuseUnknownKeys(known: type == "leaky" ? ["type", "retain"] : ["type"])
    switch type {
    case "none": return GraphOutput.Neuron.none
    case "integrator": return .integrator
    default:
      guard let retain = reader.number("retain") else { return nil }
      if !(0...1).contains(retain) {
        reader.problem("retain \(retain)", "give a share from 0 to 1")
      }
      return .leaky(retain: retain)
    }
  }

  private func readRepresentation(_ output: ObjectReader, timesteps: Int?)
    -> GraphOutput.Representation?
  {
    let place = "graph.output.representation"
    let kinds = ["last", "sum", "mean", "weighted"]
    guard
      let reader = ObjectReader(output.value("representation"), place: place, problems: problems),
      let type = reader.choice("type", Dictionary(uniqueKeysWithValues: kinds.map { ($0, $0) }))
    else { return nil }
    reader.refuseUnknownKeys(known: type == "weighted" ? ["type", "weights"] : ["type"])
    switch type {
    case "last": return .last
    case "sum": return .sum
    case "mean": return .mean
    default:
      guard let timesteps, let weights = reader.numbers("weights", count: timesteps) else {
        return nil
      }
      if !weights.allSatisfy({ $0 >= 0 }) || !(weights[0] > 0) {
        reader.problem("weights \(weights)", "give weights of at least 0, the first above 0")
      }
      return .weighted(weights)
    }
  }

  /// Reads `classes`, the optional names.
  func readClasses(_ graph: ObjectReader, output: GraphOutput?) -> [String] {
    guard graph.value("classes") != nil, let names = graph.strings("classes") else { return [] }
    if let output, let count = entries[output.node].shape?.channels, names.count != count {
      graph.problem("\(names.count) class names for \(count) classes", "name every class once")
    }
    return names
  }
}
