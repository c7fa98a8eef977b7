#if canImport(CKernels)
  import CKernels

  /// The vector kernels' part of the scratch: places of one node's lists, from its start.
  struct VectorScratch {
    let parameters: UInt64
    let rowEvents: UInt64
    let rowEnds: UInt64
    let rowCounts: UInt64
    let events: UInt64
    let partEnds: UInt64
    let counts: UInt64
    /// Packed weights of a dense product, in the place of the lists; nil where there is none.
    let packed: UInt64?
    /// What was counted, a timestep after the other.
    let tallies: UInt64
    let byteCount: UInt64

    /// For a node with `channels` channels and a connection from `source`.
    init(channels: Int, source: Shape, window: Window, hasCounts: Bool, timesteps: Int) {
      let rows = UInt64(window.kernelHeight)
      let group = UInt64(timesteps)
      let row = group * rows * (UInt64(source.width) * UInt64(source.channels) + 16)
      let all = 2 * (rows * UInt64(window.kernelWidth) * UInt64(source.channels) + 32)
      parameters = 0
      rowEvents = VectorScratch.rounded(8 * UInt64(channels))
      rowEnds = rowEvents + VectorScratch.rounded(4 * row)
      events = rowEnds + VectorScratch.rounded(4 * group * rows * UInt64(source.width + 1))
      partEnds = events + VectorScratch.rounded(4 * all)
      rowCounts = partEnds + VectorScratch.rounded(4 * all)
      counts = rowCounts + VectorScratch.rounded(hasCounts ? row : 0)
      let listed = counts + VectorScratch.rounded(hasCounts ? all : 0)
      let dense = hasCounts && VectorScratch.suitsDense(channels: channels, source: source)
      packed = dense ? rowEvents : nil
      let width = UInt64(window.kernelWidth) * UInt64(source.channels)
      tallies = dense ? max(listed, rowEvents + 64 * rows * width) : listed
      let tally = UInt64(MemoryLayout<atsnn_kernel_counts>.stride)
      byteCount = tallies + VectorScratch.rounded(tally * group)
    }

    /// For a node whose currents are in its cache.
    init(channels: Int, timesteps: Int) {
      self.init(
        channels: channels, source: Shape(height: 0, width: 0, channels: 0),
        window: Window(kernelHeight: 0, kernelWidth: 0), hasCounts: false, timesteps: timesteps)
    }

    /// Whether the dense product of AVX-512 has a form for a connection: four elements at a time, 64
    /// channels.
    private static func suitsDense(channels: Int, source: Shape) -> Bool {
      #if arch(x86_64)
        return channels % 64 == 0 && source.channels % 4 == 0
      #else
        return false
      #endif
    }

    private static func rounded(_ count: UInt64) -> UInt64 { (count + 63) & ~63 }

    init(_ image: ModelImage, _ node: Node, connection index: Int) {
      let timesteps = TimestepGroup.greatest(image)
      guard index >= 0 else {
        self.init(channels: node.shape.channels, timesteps: timesteps)
        return
      }
      let connection = image.connection(index)
      let source = image.shape(tensor: connection.source)
      self.init(
        channels: node.shape.channels, source: source, window: connection.window(over: source),
        hasCounts: image.maximumCount(tensor: connection.source) > 1, timesteps: timesteps)
    }

    /// Bytes for the node that needs most; 0 where none has a vector form.
    static func bytes(_ image: ModelImage) -> UInt64 {
      var most = InputScratch.bytes(image)
      for index in 0..<image.nodeCount {
        let node = image.node(index)
        guard let connection = VectorForm.connection(image, node, index: index) else { continue }
        most = max(most, VectorScratch(image, node, connection: connection).byteCount)
      }
      return most
    }
  }
#endif
