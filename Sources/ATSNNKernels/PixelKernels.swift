import CKernels

/// A way to the sums of a node's pixels, whatever its neurons are.
protocol PixelKernel {
  func run<Cells: PixelNeurons>(_ neurons: inout Cells)
}

/// Spiking nodes in their general form: several sources, weights of more than 8 bits, channels that
/// are no multiple of 16, membranes of 32 bits; and event frames.
enum PixelKernels {
  static func suits(_ node: UnsafePointer<atsnn_spiking_node>) -> Bool {
    let node = node.pointee
    if node.channels % 16 != 0 || node.membrane_bits != 16 { return true }
    guard node.connection_count == 1 else { return node.connection_count > 1 }
    return node.connections.pointee.weight_bytes > 1
  }

  static func run<Kernel: PixelKernel>(
    _ node: UnsafePointer<atsnn_spiking_node>, _ kernel: Kernel
  ) {
    if node.pointee.membrane_bits == 32 {
      runAny(node, kernel, Int32.self)
    } else if node.pointee.channels % 16 != 0 {
      runAny(node, kernel, Int16.self)
    } else {
      var neurons = Neurons(node)
      kernel.run(&neurons)
    }
  }

  private static func runAny<Kernel: PixelKernel, Width: Membrane>(
    _ node: UnsafePointer<atsnn_spiking_node>, _ kernel: Kernel, _: Width.Type
  ) {
    var neurons = AnyNeurons<Width>(node)
    if node.pointee.cache_form > 1 {
      runCached(node, &neurons)
    } else {
      kernel.run(&neurons)
    }
  }

  /// From currents that were computed once an image.
  private static func runCached<Width: Membrane>(
    _ node: UnsafePointer<atsnn_spiking_node>, _ neurons: inout AnyNeurons<Width>
  ) {
    let channels = Int(node.pointee.channels)
    let words = (channels &+ 31) / 32
    let block = node.pointee.block
    let width = Int(node.pointee.width)
    let pixels = Int(node.pointee.first_row) &* width..<Int(node.pointee.end_row) &* width
    for timestep in 0..<Int(node.pointee.timesteps) {
      let spikes = node.pointee.spikes(timestep)
      for pixel in pixels {
        for channel in stride(from: block.lowerBound, to: block.upperBound, by: 32) {
          let first = pixel &* channels
          spikes[pixel &* words &+ channel &>> 5] = neurons.fire(
            channel: channel, element: first &+ channel, count: min(channels &- channel, 32)
          ) { CachedCurrents.current(node, first &+ $0) }
        }
      }
      neurons.count(timestep)
    }
  }
}
