#if canImport(CKernels)
  /// Runs the slices of a node at the same time, for a session whose caller has threads.
  ///
  /// The session cuts what its vector kernels run, and waits for every node's slices before it goes
  /// on. The bits and the counts are those of a session without.
  public struct SliceRunner {
    /// Runs slice `slice` of `work`.
    public typealias Slice = @convention(c) (_ work: UnsafeRawPointer?, _ slice: Int) -> Void

    /// Calls `run` once for each of the slices 0..<count, from any threads, and returns when all are
    /// done; what slices wrote is then seen by the caller.
    public typealias Run =
      @convention(c) (
        _ context: UnsafeMutableRawPointer?, _ count: Int, _ run: Slice, _ work: UnsafeRawPointer?
      ) -> Void

    /// Sums and rows of weights from which on cutting a node is worth its start, on most processors.
    public static let usualLeastWork = 1 << 20

    let slices: Int
    let leastWork: Int
    /// Bytes of weights from which on a slice is better off with its part of them, half of a usual
    /// second-level cache, than with its part of the map.
    var manyWeights = 512 * 1024
    let context: UnsafeMutableRawPointer?
    let run: Run

    /// - Parameters:
    ///   - slices: into which a node is cut at most, 1...256.
    ///   - leastWork: products of a timestep's elements and weights; smaller nodes stay whole.
    ///   - context: given to `run`.
    public init(
      slices: Int, leastWork: Int = SliceRunner.usualLeastWork, context: UnsafeMutableRawPointer?,
      run: @escaping Run
    ) {
      precondition((1...256).contains(slices))
      self.slices = slices
      self.leastWork = leastWork
      self.context = context
      self.run = run
    }
  }

  /// What the slices of a node need to know.
  struct SliceWork {
    let whole: Workspace
    let index: Int
    let slicing: Slicing

    /// The workspace with the scratch of one slice.
    func workspace(_ slice: Int) -> Workspace {
      var workspace = whole
      workspace.useScratch(slice)
      return workspace
    }
  }

  extension Workspace {
    /// Calls `body` for every slice of a node with a `SliceWork`.
    func forEachSlice(_ slicing: Slicing, of index: Int, _ body: SliceRunner.Slice) {
      let work = SliceWork(whole: self, index: index, slicing: slicing)
      withUnsafePointer(to: work) { work in
        guard let runner, slicing.count > 1 else { return body(work, 0) }
        runner.run(runner.context, slicing.count, body, work)
      }
    }

    /// Slices have scratch one after the other, each with sums and lists of its own.
    mutating func useScratch(_ slice: Int) {
      let offset = slice &* sliceBytes
      sums = (UnsafeMutableRawPointer(sums) + offset).assumingMemoryBound(to: Int32.self)
      vectorScratch += offset
    }
  }
#endif
