import Testing

@testable import ATSNNRuntime

/// The watchdog is fed at the ends of rows and nodes, and its interval covers every row.
@Suite struct WatchdogTests {
  @Test(arguments: GoldenFolder.all)
  func everyRowAndNodeFeeds(_ folder: GoldenFolder) throws {
    let model = try LoadedModel(folder)
    let calls = try calls(model, folder, .reference)
    #expect(calls.begin == cachedRows(model.image))
    #expect(calls.step == model.image.nodeCount + rows(model.image))
  }

  @Test(arguments: GoldenFolder.all)
  func everyNodeFeedsWithVectorKernels(_ folder: GoldenFolder) throws {
    let model = try LoadedModel(folder)
    #expect(try calls(model, folder, .best).step >= model.image.nodeCount)
  }

  /// Calls of `begin` and of one step; none once the watchdog is taken away.
  private func calls(
    _ model: LoadedModel, _ folder: GoldenFolder, _ kernels: KernelSet
  ) throws -> (begin: Int, step: Int) {
    let vector = try #require(folder.committedVectors.first)
    let input = try folder.inputBytes(vector)
    var session = try model.session(kernels: kernels)
    let calls = UnsafeMutablePointer<Int>.allocate(capacity: 1)
    defer { calls.deallocate() }
    calls.initialize(to: 0)
    session.setWatchdog(
      Watchdog(context: calls) { $0?.assumingMemoryBound(to: Int.self).pointee += 1 })
    try session.begin(input)
    let begin = calls.pointee
    _ = try session.step(input)
    let both = calls.pointee
    session.setWatchdog(nil)
    session.reset()
    _ = try session.step(input)
    #expect(calls.pointee == both)
    return (begin, both - begin)
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
