#if canImport(CKernels)
  import CKernels

  /// The vector kernels' part of the scratch: places of one node's lists, from its start.
  struct VectorScratch {
    let parameters: UInt64
    /// The image's parameters of channels in whole vectors, where they are not.
    let padded: UInt64
    /// Source rows whose lists are kept.
    let keptRows: Int
    let rowEvents: UInt64
    let rowEnds: UInt64
    let rowCounts: UInt64
    let events: UInt64
    let partEnds: UInt64
    let counts: UInt64
    /// Packed weights of a dense product or of taps, these with their sums, in the place of the lists;
    /// nil where there is neither.
    let packed: UInt64?
    /// Sums of rows, of event frames, in the place of the lists; else nil.
    let sumRows: UInt64?
    /// Sums between tiles of weights, and which of them are lost; nil where there are no tiles.
    let partials: UInt64?
    let overflows: UInt64
    /// What was counted, a timestep after the other.
    let tallies: UInt64
    let byteCount: UInt64

    /// For a node and one of its connections; nil where it makes no lists.
    init(_ node: Node, _ form: ListForm?, timesteps: Int) {
      let tiles = form.flatMap { TileScratch(node, $0, timesteps: timesteps) }
      let node = node.shape
      let form = form ?? ListForm.none
      let (source, window) = (form.source, form.window)
      let group = UInt64(timesteps)
      keptRows = tiles == nil ? window.kernelHeight : source.height
      let rows = UInt64(window.kernelHeight)
      let lists = group * UInt64(keptRows)
      let row = lists * (UInt64(source.width) * UInt64(source.channels) + 16)
      let all = 2 * (rows * UInt64(window.kernelWidth) * UInt64(source.channels) + 32)
      parameters = 0
      padded = VectorScratch.rounded(8 * UInt64(node.channels))
      rowEvents = padded + PaddedParameters.bytes(node.channels)
      rowEnds = rowEvents + VectorScratch.rounded(4 * row)
      events = rowEnds + VectorScratch.rounded(4 * lists * UInt64(source.width + 1))
      partEnds = events + VectorScratch.rounded(4 * all)
      rowCounts = partEnds + VectorScratch.rounded(4 * all)
      counts = rowCounts + VectorScratch.rounded(form.hasCounts ? row : 0)
      let listed = counts + VectorScratch.rounded(form.hasCounts ? all : 0)
      partials = tiles == nil ? nil : listed
      overflows = listed + (tiles?.sumBytes ?? 0)
      let tiled = overflows + (tiles?.overflowBytes ?? 0)
      let packedBytes = form.packedBytes(channels: node.channels)
      let sumBytes = form.isFrames ? 4 * rows * UInt64(node.width) * UInt64(node.channels) : 0
      packed = packedBytes > 0 ? rowEvents : nil
      sumRows = sumBytes > 0 ? rowEvents : nil
      tallies = max(tiled, rowEvents + VectorScratch.rounded(max(packedBytes, sumBytes)))
      let tally = UInt64(MemoryLayout<atsnn_kernel_counts>.stride)
      byteCount = tallies + VectorScratch.rounded(tally * group)
    }

    static func rounded(_ count: UInt64) -> UInt64 { (count + 63) & ~63 }

    /// Bytes for the node that needs most; 0 where none has a vector form.
    static func bytes(_ image: ModelImage) -> UInt64 {
      var most = InputScratch.bytes(image)
      for index in 0..<image.nodeCount { most = max(most, bytes(image, node: index)) }
      return most
    }

    /// Those of a node: each connection's lists, one after the other, then the connections.
    private static func bytes(_ image: ModelImage, node index: Int) -> UInt64 {
      let node = image.node(index)
      guard let first = VectorForm.connection(image, node, index: index) else { return 0 }
      let timesteps = TimestepGroup.greatest(image)
      if first < 0 {
        return VectorScratch(node, nil, timesteps: timesteps).byteCount
      }
      var sum: UInt64 = 0
      for index in node.connections where image.isRunEveryTimestep(connection: index) {
        let form = ListForm(image, image.connection(index))
        sum += VectorScratch(node, form, timesteps: timesteps).byteCount
        sum += UInt64(MemoryLayout<atsnn_connection>.stride)
      }
      return rounded(sum)
    }
  }
#endif
