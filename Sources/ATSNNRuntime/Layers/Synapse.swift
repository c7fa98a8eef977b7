/// A connection made ready to run.
struct Synapse {
  let kind: ConnectionKind
  let weightBits: Int
  let window: Window
  var source: TensorView
  let weights: UnsafeRawPointer
  /// Bytes from a block of 64 output channels to the next; 0 in the canonical layout.
  let blockStride: Int
  #if canImport(CKernels)
    /// Greatest element of the source (rule T3).
    let maximumCount: Int
  #endif

  init(_ image: ModelImage, _ connection: Connection, index: Int, source: TensorView) {
    kind = connection.kind
    weightBits = connection.weightBits
    window = connection.window
    self.source = source
    #if canImport(CKernels)
      maximumCount = image.maximumCount(tensor: connection.source)
    #endif
    guard let weights = image.weights(connection: index).baseAddress else {
      preconditionFailure("not a checked image")
    }
    self.weights = weights
    let isCanonical = image.weightLayout(connection: index) == .canonical
    let channels = image.node(connection.destination).shape.channels
    let blocks = channels / WeightLayout.width
    blockStride = isCanonical ? 0 : image.weights(connection: index).count / blocks
  }
}

/// Where the sums of an output pixel go.
struct SumTarget {
  let y: Int
  let x: Int
  /// One sum an output channel.
  let sums: UnsafeMutablePointer<Int32>
  let channels: Int
}

extension Synapse {
  /// Adds the connection's term to the sums of one output pixel (rule S1).
  ///
  /// - Parameter frame: the input of this timestep where the source has no memory of its own.
  /// - Returns: synaptic operations (rule C1).
  func add(to target: SumTarget, frame: UnsafeRawPointer?) -> Int {
    var source = source
    if source.base == nil { source.base = frame }
    let width = blockStride > 0 ? WeightLayout.width : target.channels
    var operations = 0
    var place = weights
    for channel in stride(from: 0, to: target.channels, by: width) {
      let block = SumTarget(
        y: target.y, x: target.x, sums: target.sums + channel, channels: width)
      operations &+= add(source, to: block, place)
      place += blockStride
    }
    return operations
  }

  /// The same with weights of all of the target's channels in a row.
  private func add(
    _ source: TensorView, to target: SumTarget, _ weights: UnsafeRawPointer
  ) -> Int {
    let bytes = weights.assumingMemoryBound(to: Int8.self)
    let halves = weights.assumingMemoryBound(to: Int16.self)
    switch (kind, weightBits) {
    case (.convolution, 8): return convolve(source, target, bytes)
    case (.convolution, _): return convolve(source, target, halves)
    case (.fullyConnected, 8): return connectFully(source, target, bytes)
    case (.fullyConnected, _): return connectFully(source, target, halves)
    case (.identity, _):
      return pass(source, target, weights.assumingMemoryBound(to: Int32.self))
    }
  }
}
