#if canImport(CKernels)
  import CKernels
#endif

/// What a kernel may touch: the layers, the connections, the scratch and this timestep's frame.
struct Workspace {
  let layers: UnsafeMutablePointer<Layer>
  let layerCount: Int
  let synapses: UnsafeMutablePointer<Synapse>
  /// As many as the widest node has channels.
  var sums: UnsafeMutablePointer<Int32>
  #if canImport(CKernels)
    /// Functions of the instruction set in use; not called by the reference kernels.
    let vector: atsnn_kernels
    var vectorScratch: UnsafeMutableRawPointer
    /// From a slice's scratch to the next one's.
    let sliceBytes: Int
    /// nil where nodes are run whole.
    var runner: SliceRunner?
    /// Timesteps that are being run.
    var group: TimestepGroup
    /// From an event frame to the next timestep's.
    let frameBytes: Int
  #endif
  /// Input image in `begin`, event frame in `step`, else nil.
  var frame: UnsafeRawPointer?
  var watchdog: Watchdog?

  /// Sums of one output pixel (rule S1), into `sums`.
  ///
  /// - Returns: synaptic operations.
  @inline(__always)
  func gatherSums(_ layer: Layer, y: Int, x: Int) -> UInt64 {
    let channels = layer.node.shape.channels
    let first = (y &* layer.node.shape.width &+ x) &* channels
    guard let start = start(of: layer, element: first) else { return 0 }
    sums.update(from: start, count: channels)
    let target = SumTarget(y: y, x: x, sums: sums, channels: channels)
    var operations = 0
    for index in layer.node.connections where synapses[index].source.form != .pixels {
      operations &+= synapses[index].add(to: target, frame: frame)
    }
    return UInt64(truncatingIfNeeded: operations)
  }

  /// What the sums of an output pixel start with, from its first element on: the input image's part,
  /// or the biases.
  @inline(__always)
  func start(of layer: Layer, element: Int) -> UnsafePointer<Int32>? {
    layer.cacheForm == .sums ? UnsafePointer(layer.cachedSums + element) : layer.bias
  }

  /// Currents of one output pixel in membrane units (rule M1), into `sums`.
  ///
  /// - Returns: synaptic operations.
  @inline(__always)
  func gatherCurrents(_ layer: Layer, y: Int, x: Int) -> UInt64 {
    let channels = layer.node.shape.channels
    let first = (y &* layer.node.shape.width &+ x) &* channels
    switch layer.cacheForm {
    case .currents16:
      let cached = layer.cache.assumingMemoryBound(to: Int16.self) + first
      for channel in 0..<channels { sums[channel] = Int32(cached[channel]) }
      return 0
    case .currents32:
      sums.update(from: layer.cachedSums + first, count: channels)
      return 0
    case .sums, .none:
      let operations = gatherSums(layer, y: y, x: x)
      layer.shiftToMembrane(sums)
      return operations
    }
  }
}

extension Layer {
  var cachedSums: UnsafeMutablePointer<Int32> { cache.assumingMemoryBound(to: Int32.self) }

  /// Rule M1 for one output pixel, in place.
  @inline(__always)
  func shiftToMembrane(_ sums: UnsafeMutablePointer<Int32>) {
    guard let shifts else { return }
    for channel in 0..<node.shape.channels {
      sums[channel] = sums[channel].shiftedToMembrane(by: Int(shifts[channel]))
    }
  }
}
