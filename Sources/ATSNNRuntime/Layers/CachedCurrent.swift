/// The terms of the input image, computed once an image (rule I2).
enum CachedCurrent {
  /// As `fill`, by vector kernels where the session has them.
  static func fillBest(_ workspace: Workspace, _ index: Int) {
    #if canImport(CKernels)
      VectorKernels.fillCache(workspace, index)
    #else
      fill(workspace, index)
    #endif
  }

  /// Fills the cache of a node that reads the image; `workspace.frame` is the image.
  static func fill(_ workspace: Workspace, _ index: Int) {
    let layer = workspace.layers[index]
    guard layer.cacheForm != .none else { return }
    let shape = layer.node.shape
    for y in 0..<shape.height {
      for x in 0..<shape.width { fill(workspace, layer, y: y, x: x) }
      workspace.feedWatchdog()
    }
  }

  private static func fill(_ workspace: Workspace, _ layer: Layer, y: Int, x: Int) {
    guard let bias = layer.bias else { return }
    let channels = layer.node.shape.channels
    workspace.sums.update(from: bias, count: channels)
    let target = SumTarget(y: y, x: x, sums: workspace.sums, channels: channels)
    for index in layer.node.connections where workspace.synapses[index].source.form == .pixels {
      _ = workspace.synapses[index].add(to: target, frame: workspace.frame)
    }
    store(workspace.sums, layer, at: (y * layer.node.shape.width + x) * channels)
  }

  private static func store(
    _ sums: UnsafeMutablePointer<Int32>, _ layer: Layer, at first: Int
  ) {
    let channels = layer.node.shape.channels
    if layer.cacheForm != .sums { layer.shiftToMembrane(sums) }
    if layer.cacheForm == .currents16 {
      let cached = layer.cache.assumingMemoryBound(to: Int16.self) + first
      for channel in 0..<channels { cached[channel] = Int16(truncatingIfNeeded: sums[channel]) }
    } else {
      (layer.cachedSums + first).update(from: sums, count: channels)
    }
  }
}
