import Testing

@testable import ATSNNRuntime

/// Which nodes run on vector kernels: all that have weights, but for sources of counts in two bytes.
@Suite struct VectorFormTests {
  @Test(.enabled(if: KernelSet.baseline.isAvailable), arguments: GoldenFolder.all)
  func nodesWithWeightsAreVectorized(_ folder: GoldenFolder) throws {
    let model = try LoadedModel(folder)
    let session = try model.session(kernels: .baseline)
    for index in 0..<model.image.nodeCount {
      let node = model.image.node(index)
      guard node.hasChannels else { continue }
      let sources = node.connections.map { model.image.connection($0).source }
        .filter { $0 != 0 || model.image.isEventInput }
      let readsWords = sources.contains { model.image.maximumCount(tensor: $0) > 255 }
      let isStill = node.kind == .readOut && sources.isEmpty
      #expect(session.isVectorized(node: index) == !(readsWords || isStill), "\(folder) \(index)")
    }
  }
}
