#if canImport(CKernels)
  /// The scratch of a node whose weights are taken in tiles.
  struct TileScratch {
    /// Bytes of 64 channels' weights, from which on they are too many for a first-level cache.
    private static let leastWeights: UInt64 = 36 * 1024
    /// Greatest bytes of a timestep's lists and of its sums. Timesteps that run together do not count:
    /// what is planned for many must do for one.
    private static let greatest: UInt64 = 1 << 18
    /// Greatest count: a pair of them times 8-bit weights adds up within 16 bits.
    private static let greatestCount = 127

    /// Whether a set of kernels of this architecture has the registers.
    private static var isUsed: Bool {
      #if arch(x86_64)
        return true
      #else
        return false
      #endif
    }

    let sumBytes: UInt64
    let overflowBytes: UInt64

    /// Nil where the kernel has no form for the node and its one connection, or another suits it
    /// better.
    init?(_ node: Node, _ form: ListForm, timesteps: Int) {
      let group = UInt64(timesteps)
      let window = UInt64(form.window.kernelHeight) * UInt64(form.window.kernelWidth)
      let pixels = UInt64(node.shape.height) * UInt64(node.shape.width)
      let row = UInt64(form.source.width) * UInt64(form.source.channels) + 16
      sumBytes = 128 * group * pixels
      overflowBytes = VectorScratch.rounded(group * pixels)
      guard TileScratch.isUsed, node.kind == .spiking, node.membraneBits == 16,
        node.connections.count == 1,
        node.shape.channels % 64 == 0, form.weightBits == 8,
        form.maximumCount <= TileScratch.greatestCount, 128 * pixels <= TileScratch.greatest,
        64 * window * UInt64(form.source.channels) >= TileScratch.leastWeights,
        4 * UInt64(form.source.height) * row <= TileScratch.greatest
      else { return nil }
    }
  }
#endif
