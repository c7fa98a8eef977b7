/// The reference kernel of a spiking node: gathers each output pixel and lets its neurons step.
enum SpikingKernel {
  static func run(_ workspace: Workspace, _ index: Int) -> NodeCounts {
    let layer = workspace.layers[index]
    return switch layer.node.membraneBits {
    case 16: run(workspace, layer, layer.membranes.assumingMemoryBound(to: Int16.self))
    default: run(workspace, layer, layer.membranes.assumingMemoryBound(to: Int32.self))
    }
  }

  private static func run<Potential: FixedWidthInteger & SignedInteger>(
    _ workspace: Workspace, _ layer: Layer, _ membranes: UnsafeMutablePointer<Potential>
  ) -> NodeCounts {
    let shape = layer.node.shape
    let words = TensorForm.words(shape.channels)
    var output = layer.output.assumingMemoryBound(to: UInt32.self)
    var membranes = membranes
    var counts = NodeCounts()
    for y in 0..<shape.height {
      for x in 0..<shape.width {
        counts.synapticOperations &+= workspace.gatherCurrents(layer, y: y, x: x)
        fire(layer, currents: workspace.sums, membranes, output, &counts)
        membranes += shape.channels
        output += words
      }
      workspace.feedWatchdog()
    }
    return counts
  }

  /// The neurons of one output pixel, thirty-two to a word of spikes.
  @inline(__always)
  private static func fire<Potential: FixedWidthInteger & SignedInteger>(
    _ layer: Layer, currents: UnsafePointer<Int32>, _ membranes: UnsafeMutablePointer<Potential>,
    _ output: UnsafeMutablePointer<UInt32>, _ counts: inout NodeCounts
  ) {
    guard let thresholds = layer.thresholds, let resets = layer.resets else { return }
    let node = layer.node
    let step = NeuronStep(leak: node.leak, reset: node.reset, width: Potential.bitWidth)
    for first in stride(from: 0, to: node.shape.channels, by: 32) {
      var word: UInt32 = 0
      for channel in first..<min(first &+ 32, node.shape.channels) {
        let result = step(
          potential: Int32(truncatingIfNeeded: membranes[channel]), current: currents[channel],
          threshold: thresholds[channel], subtracted: resets[channel])
        membranes[channel] = Potential(truncatingIfNeeded: result.potential)
        word |= (result.spikes ? 1 : 0) &<< UInt32(truncatingIfNeeded: channel &- first)
        counts.saturations &+= result.saturated ? 1 : 0
      }
      output[first >> 5] = word
      counts.spikes &+= UInt32(word.nonzeroBitCount)
    }
  }
}
