import Testing

@testable import ATSNNRuntime

/// The watchdog is fed at the ends of rows and nodes, and its interval covers every row.
@Suite struct WatchdogTests {
  @Test(arguments: GoldenFolder.all)
  func everyRowAndNodeFeeds(_ folder: GoldenFolder) throws {
    let vector = try #require(folder.committedVectors.first)
    let model = try LoadedModel(folder)
    var session = try model.session()
    let input = try folder.inputBytes(vector)
    let calls = UnsafeMutablePointer<Int>.allocate(capacity: 1)
    defer { calls.deallocate() }
    calls.initialize(to: 0)
    session.setWatchdog(
      Watchdog(context: calls) { $0?.assumingMemoryBound(to: Int.self).pointee += 1 })
    try session.begin(input)
    #expect(calls.pointee == cachedRows(model.image))
    calls.pointee = 0
    _ = try session.step(input)
    #expect(calls.pointee >= model.image.nodeCount)
    #expect(calls.pointee == model.image.nodeCount + rows(model.image))
    session.setWatchdog(nil)
    calls.pointee = 0
    session.reset()
    _ = try session.step(input)
    #expect(calls.pointee == 0)
  }

  @Test(arguments: GoldenFolder.all)
  func theIntervalCoversEveryRow(_ folder: GoldenFolder) throws {
    let model = try LoadedModel(folder)
    let session = try model.session()
    let interval = WatchdogInterval(model.image)
    for index in 0..<model.image.nodeCount {
      let node = model.image.node(index)
      let row = WatchdogInterval.row(model.image, node)
      #expect(row <= interval.operations)
      #expect(row * UInt64(node.shape.height) >= session.worstCaseOperations(node: index))
    }
    let last = model.image.node(interval.node)
    #expect(WatchdogInterval.row(model.image, last) == interval.operations)
  }

  private func rows(_ image: ModelImage) -> Int {
    (0..<image.nodeCount).reduce(0) { rows, index in
      let node = image.node(index)
      return node.kind == .readOut ? rows : rows + node.shape.height
    }
  }

  private func cachedRows(_ image: ModelImage) -> Int {
    (0..<image.nodeCount).reduce(0) { rows, index in
      let node = image.node(index)
      let isCached = CacheForm(image, node, index: index) != .none
      return isCached ? rows + node.shape.height : rows
    }
  }
}
