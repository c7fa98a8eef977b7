/// A connection made ready to run.
struct Synapse {
  let kind: ConnectionKind
  let weightBits: Int
  let window: Window
  let source: TensorView
  let weights: UnsafeRawPointer
  let layout: WeightLayout
  #if canImport(CKernels)
    /// Greatest element of the source (rule T3).
    let maximumCount: Int
  #endif

  init(_ image: ModelImage, _ connection: Connection, index: Int, source: TensorView) {
    kind = connection.kind
    weightBits = connection.weightBits
    window = connection.window
    layout = image.layout(connection: index)
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
    if kind == .identity {
      return pass(source, target, weights.assumingMemoryBound(to: Int32.self))
    }
    var operations = 0
    var channel = 0
    while channel < target.channels {
      let width = layout.blockWidth(from: channel, of: target.channels)
      let block = SumTarget(
        y: target.y, x: target.x, sums: target.sums + channel, channels: width)
      operations &+= add(to: block, source: source, weightsBefore: channel &* rowCount(source))
      channel &+= width
    }
    return operations
  }

  /// One block of channels, whose weights follow `first` others.
  @inline(__always)
  private func add(to target: SumTarget, source: TensorView, weightsBefore first: Int) -> Int {
    switch (kind, weightBits) {
    case (.convolution, 8): convolve(source, target, typed(Int8.self) + first)
    case (.convolution, _): convolve(source, target, typed(Int16.self) + first)
    case (_, 8): connectFully(source, target, typed(Int8.self) + first)
    case (_, _): connectFully(source, target, typed(Int16.self) + first)
    }
  }

  /// Rows of weights: presynaptic elements of the window.
  private func rowCount(_ source: TensorView) -> Int {
    (kind == .convolution ? window.area : source.shape.pixelCount) &* source.shape.channels
  }

  private func typed<Weight>(_: Weight.Type) -> UnsafePointer<Weight> {
    weights.assumingMemoryBound(to: Weight.self)
  }
}
