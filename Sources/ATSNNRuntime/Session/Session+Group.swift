/// Timesteps that run together, layer by layer, because no answer can fall between them.
extension Session {
  /// Runs timesteps up to the next that may give the answer: at least one, and no more than the
  /// session has memory for. The same bits as so many calls of `step`, sooner, since each layer's
  /// weights are fetched once for all of them.
  ///
  /// - Returns: the last one's end. Outputs, membranes and counts are then those of the last.
  /// - Throws: as `step()`.
  public mutating func stepGroup() throws(SessionError) -> Step {
    #if canImport(CKernels)
      return try stepGroup(after: { _ in })
    #else
      return try step()
    #endif
  }

  /// As `stepGroup()`, on event frames.
  ///
  /// - Parameter frames: those of timesteps 1, 2, ... one after the other, as many as the policy's
  ///   maximum timestep.
  /// - Throws: as `step(frame:)`.
  public mutating func stepGroup(
    frames: UnsafeRawBufferPointer
  ) throws(SessionError) -> Step {
    #if canImport(CKernels)
      return try stepGroup(frames: frames, after: { _ in })
    #else
      let size = image.input.byteCount
      guard frames.count / size >= policy.maximumTimestep else { throw .inputSize }
      return try step(frame: frames.slice(timestep * size, count: size))
    #endif
  }

  /// What a node did in the timesteps of the last call that ran any, summed up (rules C).
  public func groupCounts(node index: Int) -> NodeCounts {
    precondition(index >= 0 && index < workspace.layerCount)
    return workspace.groupCounts(index)
  }
}

#if canImport(CKernels)
  extension Session {
    /// As `stepGroup()`, with `after` called after each node, with its index.
    public mutating func stepGroup(after: (Int) -> Void) throws(SessionError) -> Step {
      guard !image.isEventInput else { throw .inputKind }
      return try advanceGroup(frame: nil, after: after)
    }

    /// As `stepGroup(frames:)`, with `after` called after each node, with its index.
    public mutating func stepGroup(
      frames: UnsafeRawBufferPointer, after: (Int) -> Void
    ) throws(SessionError) -> Step {
      guard image.isEventInput else { throw .inputKind }
      let size = image.input.byteCount
      guard frames.count / size >= policy.maximumTimestep else { throw .inputSize }
      return try advanceGroup(frame: frames.baseAddress.map { $0 + timestep * size }, after: after)
    }

    @inline(__always)
    private mutating func advanceGroup(
      frame: UnsafeRawPointer?, after: (Int) -> Void
    ) throws(SessionError) -> Step {
      workspace.group.count = timestepsWithoutAnswer + 1
      defer { workspace.group.count = 1 }
      return try advance(frame: frame, after: after)
    }

    /// Timesteps from here on after which the run goes on whatever they give, less where memory ends.
    private var timestepsWithoutAnswer: Int {
      let most = min(TimestepGroup.greatest(image), policy.maximumTimestep - timestep)
      var count = 0
      while count + 1 < most, !mayAnswer(after: count + 1) { count += 1 }
      return count
    }

    /// Whether a run may end `count` timesteps from here, before the last.
    private func mayAnswer(after count: Int) -> Bool {
      if policy.score != .never, timestep + count >= policy.minimumTimestep { return true }
      guard let budget = policy.budget else { return false }
      let (worst, overflows) = limits.timestep.multipliedReportingOverflow(by: UInt64(count + 1))
      return overflows || worst > budget || operations > budget - worst
    }
  }
#endif
