#if canImport(CKernels)
  extension Session {
    /// A session whose nodes are run in slices, at the same time where `runner` has threads: an answer
    /// then comes sooner, with the same bits.
    ///
    /// Nodes that only the reference kernels run stay whole.
    ///
    /// - Parameters:
    ///   - memory: at least `MemoryPlan(image, slices:)` says, with the runner's slices.
    ///   - runner: its context must outlive the session.
    /// - Throws: as the initializer without a runner.
    public init(
      image: ModelImage, memory: UnsafeMutableRawBufferPointer, kernels set: KernelSet = .best,
      runner: SliceRunner
    ) throws(SessionError) {
      try self.init(image, memory, MemoryPlan(image, slices: runner.slices), set)
      workspace.runner = runner
    }
  }
#endif
