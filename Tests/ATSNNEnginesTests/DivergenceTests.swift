import Foundation
import Testing

@testable import ATSNNEngines

/// A changed image is named at the first timestep, layer and neuron where it leaves the vectors.
@Suite struct DivergenceTests {
  /// Folders with convolution, pooling, branches, every leak, both resets, both widths of weights
  /// and membranes, images and events.
  static let folders = [
    "leak-decay", "leak-multiplier", "leak-retain", "reset-soft", "saturate-16", "weights-int16",
    "residual-identity", "sum-pool-2x2", "events-by-time", "channels-33",
  ]

  @Test(arguments: folders)
  func namesTheFirstDifference(name: String) throws {
    let folder = try GoldenFolder(path: Repository.vectors + "/" + name)
    let bare = try TemporaryFolder()
    let digestsOnly = try DigestFolder.copy(folder, into: bare.path)
    let own = try Model(path: folder.imagePath)
    let image = try ImageBytes(path: folder.imagePath)
    var found = 0
    for mutation in mutations(image, own.network) {
      let path = try bare.write("changed.atsnn", image.changed(mutation.changes))
      let changed = try Model(path: path)
      let expected = try Comparison(own, changed).first(folder)
      found += expected == nil ? 0 : 1
      for kind in EngineKind.allCases {
        for vectors in [folder, digestsOnly] {
          let verifier = Verifier(engine: kind, records: NoRecords())
          let report = try verifier.verify(vectors, image: path, force: true)
          #expect(report.firstDifference == expected, "\(mutation.name), \(kind)")
        }
      }
    }
    #expect(found > 0)
  }

  private func mutations(_ image: ImageBytes, _ network: Network) -> [Mutation] {
    Mutation.weights(image, atMost: 2) + Mutation.thresholds(image, network)
      + Mutation.leaks(image, network)
  }
}

/// Compares two images value by value, without any digest.
private struct Comparison {
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
        if steps.0 != steps.1 { return steps.0.exits ? nil : nil }
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

/// The same vectors without their traces.
private enum DigestFolder {
  static func copy(_ folder: GoldenFolder, into path: String) throws -> GoldenFolder {
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      try FileManager.default.copyItem(atPath: folder.path + "/" + name, toPath: path + "/" + name)
    }
    let file = URL(fileURLWithPath: path + "/vectors.json")
    let object = try JSONSerialization.jsonObject(with: try Data(contentsOf: file))
    try JSONSerialization.data(withJSONObject: withoutTraces(object)).write(to: file)
    return try GoldenFolder(path: path)
  }

  private static func withoutTraces(_ value: Any) -> Any {
    if let values = value as? [Any] { return values.map(withoutTraces) }
    guard let members = value as? [String: Any] else { return value }
    return members.filter { $0.key != "trace" }.mapValues(withoutTraces)
  }
}
