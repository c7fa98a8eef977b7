extension Session {
  /// Starts a run on an image: clears the neuron state and computes the cached current.
  ///
  /// - Parameter pixels: `InputDescription.byteCount` bytes in element order; not needed afterwards.
  /// - Throws: `.inputKind` for a network of events, `.inputSize`.
  public mutating func begin(image pixels: UnsafeRawBufferPointer) throws(SessionError) {
    guard !image.isEventInput else { throw .inputKind }
    guard pixels.count == image.input.byteCount else { throw .inputSize }
    workspace.frame = pixels.baseAddress
    for index in 0..<workspace.layerCount { CachedCurrent.fillBest(workspace, index) }
    workspace.frame = nil
    phase = .running
    reset()
  }

  /// Starts a run on event frames: clears the neuron state.
  ///
  /// - Parameter keepingMembranes: spiking neurons keep theirs from the run before, as a stream's
  ///   may; the read-out starts anew all the same. Rule M3 bounds them whatever came before.
  /// - Throws: `.inputKind` for a network of images.
  public mutating func beginEvents(keepingMembranes: Bool = false) throws(SessionError) {
    guard image.isEventInput else { throw .inputKind }
    phase = .running
    reset(spiking: !keepingMembranes)
  }

  /// One timestep on the image given to `begin`.
  ///
  /// - Throws: `.inputKind` for a network of events, `.notBegun`, `.finished`.
  public mutating func step() throws(SessionError) -> Step {
    guard !image.isEventInput else { throw .inputKind }
    return try advance(frame: nil)
  }

  /// One timestep on a frame of event counts.
  ///
  /// - Parameter frame: `InputDescription.byteCount` bytes in element order (rules E); not needed
  ///   afterwards.
  /// - Throws: `.inputKind` for a network of images, `.inputSize`, `.notBegun`, `.finished`.
  public mutating func step(frame: UnsafeRawBufferPointer) throws(SessionError) -> Step {
    guard image.isEventInput else { throw .inputKind }
    guard frame.count == image.input.byteCount else { throw .inputSize }
    return try advance(frame: frame.baseAddress)
  }

  /// A whole run on an image, from `begin` to the answer.
  public mutating func run(image pixels: UnsafeRawBufferPointer) throws(SessionError) -> Step {
    try begin(image: pixels)
    while true {
      let step = try stepGroup()
      if step.exits { return step }
    }
  }

  /// A whole run on event frames, one after the other, as many as the policy's maximum timestep.
  ///
  /// - Throws: `.inputSize` where there are fewer, `.inputKind`.
  public mutating func run(frames: UnsafeRawBufferPointer) throws(SessionError) -> Step {
    try beginEvents()
    while true {
      let step = try stepGroup(frames: frames)
      if step.exits { return step }
    }
  }
}
