/// A connection made ready to run.
struct Synapse {
  let kind: ConnectionKind
  let weightBits: Int
  let window: Window
  var source: TensorView
  let weights: UnsafeRawPointer
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
    switch (kind, weightBits) {
    case (.convolution, 8): return convolve(source, target, typed(Int8.self))
    case (.convolution, _): return convolve(source, target, typed(Int16.self))
    case (.fullyConnected, 8): return connectFully(source, target, typed(Int8.self))
    case (.fullyConnected, _): return connectFully(source, target, typed(Int16.self))
    case (.identity, _): return pass(source, target, typed(Int32.self))
    }
  }

  private func typed<Weight>(_: Weight.Type) -> UnsafePointer<Weight> {
    weights.assumingMemoryBound(to: Weight.self)
  }
}
