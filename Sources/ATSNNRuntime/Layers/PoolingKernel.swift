/// The reference kernels of pooling nodes (rules P1 and P2).
enum PoolingKernel {
  /// OR of the window's spikes, a word of channels at a time.
  static func maximum(_ workspace: Workspace, _ index: Int) -> NodeCounts {
    let layer = workspace.layers[index]
    let source = workspace.layers[layer.node.source - 1].view
    let words = TensorForm.words(layer.node.shape.channels)
    var output = layer.output.assumingMemoryBound(to: UInt32.self)
    for y in 0..<layer.node.shape.height {
      for x in 0..<layer.node.shape.width {
        output.update(repeating: 0, count: words)
        layer.node.forEachSource(y: y, x: x, in: source.shape) { pixel in
          guard let spikes = source.words(pixel: pixel) else { return }
          for word in 0..<words { output[word] |= spikes[word] }
        }
        output += words
      }
      workspace.feedWatchdog()
    }
    return NodeCounts()
  }

  /// Sum of the window's elements. A window of a single spike has its OR as its sum.
  static func sum(_ workspace: Workspace, _ index: Int) -> NodeCounts {
    let layer = workspace.layers[index]
    guard layer.outputForm != .bits else { return maximum(workspace, index) }
    let source = workspace.layers[layer.node.source - 1].view
    let shape = layer.node.shape
    for y in 0..<shape.height {
      for x in 0..<shape.width {
        for channel in 0..<shape.channels {
          var total: Int32 = 0
          layer.node.forEachSource(y: y, x: x, in: source.shape) { pixel in
            total &+= source.element(pixel: pixel, channel: channel)
          }
          layer.store(total, at: (y * shape.width + x) * shape.channels + channel)
        }
      }
      workspace.feedWatchdog()
    }
    return NodeCounts()
  }
}

extension Node {
  /// The source pixels inside the window of an output pixel.
  @inline(__always)
  fileprivate func forEachSource(y: Int, x: Int, in source: Shape, _ body: (Int) -> Void) {
    let top = y * window.strideHeight - window.paddingHeight
    let left = x * window.strideWidth - window.paddingWidth
    let columns = Synapse.taps(from: left, kernel: window.kernelWidth, size: source.width)
    for row in Synapse.taps(from: top, kernel: window.kernelHeight, size: source.height) {
      for column in columns { body((top + row) * source.width + left + column) }
    }
  }
}

extension Layer {
  /// A count of rule P2, at most the node's maximum (rule T3).
  @inline(__always)
  fileprivate func store(_ count: Int32, at index: Int) {
    if outputForm == .counts8 {
      output.storeBytes(of: UInt8(truncatingIfNeeded: count), toByteOffset: index, as: UInt8.self)
    } else {
      output.storeBytes(
        of: UInt16(truncatingIfNeeded: count), toByteOffset: 2 * index, as: UInt16.self)
    }
  }
}
