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
    let description = own.network.nodes[node]
    for y in 0..<description.height {
      for x in 0..<description.width {
        for channel in 0..<description.channels {
          let element = (y * description.width + x) * description.channels + channel
          var pairs: [(Difference.Quantity, Int, Int)] = [
            (.output, old.output(node, element), new.output(node, element))
          ]
          if description.kind == .spiking {
            pairs.append((.membrane, old.membrane(node, element), new.membrane(node, element)))
          }
          guard let pair = pairs.first(where: { $0.1 != $0.2 }) else { continue }
          return Difference(
            vector: "", timestep: timestep, layer: node, layerName: description.name,
            neuron: element, place: .init(y: y, x: x, channel: channel), quantity: pair.0,
            expected: .integer(pair.1), actual: .integer(pair.2), remark: nil)
        }
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
    return pairs.first { $0.1 != $0.2 }.map { pair in
      Difference(
        vector: "", timestep: timestep, layer: node, layerName: own.network.nodes[node].name,
        neuron: nil, place: nil, quantity: pair.0, expected: .integer(Int(pair.1)),
        actual: .integer(Int(pair.2)), remark: nil)
    }
  }

  private func answers(_ old: any Engine, _ new: any Engine, _ timestep: Int) -> Difference? {
    let node = own.network.nodes.count - 1
    let pairs = [
      (Difference.Quantity.logit, old.logits(), new.logits()),
      (.readout, old.readout(), new.readout()),
    ]
    for (quantity, expected, actual) in pairs {
      for index in expected.indices where expected[index] != actual[index] {
        return Difference(
          vector: "", timestep: timestep, layer: node, layerName: own.network.nodes[node].name,
          neuron: index, place: .init(y: 0, x: 0, channel: index), quantity: quantity,
          expected: .integer(Int(expected[index])), actual: .integer(Int(actual[index])),
          remark: nil)
      }
    }
    return nil
  }
}
