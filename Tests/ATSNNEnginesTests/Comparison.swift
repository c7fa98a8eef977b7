import Foundation

@testable import ATSNNEngines

/// Compares two images value by value, without any digest.
struct Comparison {
  private let own: Model
  private let changed: Model

  init(_ own: Model, _ changed: Model) {
    self.own = own
    self.changed = changed
  }

  /// The first difference over all vectors of `folder` that are files.
  func first(_ folder: GoldenFolder) throws -> Difference? {
    for vector in folder.vectors {
      guard case .file(let name) = vector.input else { continue }
      let input = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + name)))
      if var difference = try first(input) {
        difference.vector = "\(folder.name)/\(vector.name)"
        return difference
      }
    }
    return nil
  }

  /// The own image in the accelerator, the changed one in the runtime.
  private func first(_ input: [UInt8]) throws -> Difference? {
    let old = try AcceleratorEngine(own)
    let new = try RuntimeEngine(changed)
    return try input.withUnsafeBytes { bytes in
      try old.begin(bytes)
      try new.begin(bytes)
      while true {
        let steps = (try old.step(bytes), try new.step(bytes))
        let timestep = steps.0.timestep
        for node in own.network.nodes.indices.dropLast() {
          if let found = values(old, new, node, timestep) { return found }
          if let found = counts(old, new, node, timestep) { return found }
        }
        if let found = counts(old, new, own.network.nodes.count - 1, timestep) { return found }
        if let found = answers(old, new, timestep) { return found }
        // Equal read-outs under one policy give equal steps.
        if steps.0.exits { return nil }
      }
    }
  }

  private func values(
    _ old: any Engine, _ new: any Engine, _ node: Int, _ timestep: Int
  ) -> Difference? {
    let (width, channels) = (own.network.nodes[node].width, own.network.nodes[node].channels)
    for element in 0..<own.network.nodes[node].elements {
      let pixel = element / channels
      let place = Difference.Place(y: pixel / width, x: pixel % width, channel: element % channels)
      let outputs = (old.output(node, element), new.output(node, element))
      if outputs.0 != outputs.1 {
        return difference(timestep, node, (element, place), .output, outputs)
      }
      guard own.network.nodes[node].kind == .spiking else { continue }
      let membranes = (old.membrane(node, element), new.membrane(node, element))
      if membranes.0 != membranes.1 {
        return difference(timestep, node, (element, place), .membrane, membranes)
      }
    }
    return nil
  }

  private func counts(
    _ old: any Engine, _ new: any Engine, _ node: Int, _ timestep: Int
  ) -> Difference? {
    let pairs: [(Difference.Quantity, UInt64, UInt64)] = [
      (.synapticOperations, old.synapticOperations(node), new.synapticOperations(node)),
      (.saturations, old.saturations(node), new.saturations(node)),
    ]
    return pairs.first { $0.1 != $0.2 }.map {
      difference(timestep, node, nil, $0.0, (Int($0.1), Int($0.2)))
    }
  }

  private func answers(_ old: any Engine, _ new: any Engine, _ timestep: Int) -> Difference? {
    let pairs: [(Difference.Quantity, [Int32], [Int32])] = [
      (.logit, old.logits(), new.logits()), (.readout, old.readout(), new.readout()),
    ]
    for (quantity, expected, actual) in pairs {
      guard let index = expected.indices.first(where: { expected[$0] != actual[$0] }) else {
        continue
      }
      let place = Difference.Place(y: 0, x: 0, channel: index)
      let values = (Int(expected[index]), Int(actual[index]))
      return difference(timestep, own.network.nodes.count - 1, (index, place), quantity, values)
    }
    return nil
  }

  private func difference(
    _ timestep: Int, _ node: Int, _ neuron: (element: Int, place: Difference.Place)?,
    _ quantity: Difference.Quantity, _ values: (Int, Int)
  ) -> Difference {
    Difference(
      vector: "", timestep: timestep, layer: node, layerName: own.network.nodes[node].name,
      neuron: neuron?.element, place: neuron?.place, quantity: quantity,
      expected: .integer(values.0), actual: .integer(values.1), remark: nil)
  }
}
