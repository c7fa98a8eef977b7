#if canImport(CKernels)
  import CKernels

  /// The vector kernels' part of the scratch: places of one node's lists, from its start.
  struct VectorScratch {
    let parameters: UInt64
    /// The image's parameters of channels in whole vectors, where they are not.
    let padded: UInt64
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

    /// For a node with `channels` channels and one of its connections; nil where it makes no lists.
    init(channels: Int, _ form: ListForm?, timesteps: Int) {
      let form = form ?? ListForm.none
      let (source, window) = (form.source, form.window)
      let rows = UInt64(window.kernelHeight)
      let group = UInt64(timesteps)
      let row = group * rows * (UInt64(source.width) * UInt64(source.channels) + 16)
      let all = 2 * (rows * UInt64(window.kernelWidth) * UInt64(source.channels) + 32)
      parameters = 0
      padded = VectorScratch.rounded(8 * UInt64(channels))
      rowEvents = padded + PaddedParameters.bytes(channels)
      rowEnds = rowEvents + VectorScratch.rounded(4 * row)
      events = rowEnds + VectorScratch.rounded(4 * group * rows * UInt64(source.width + 1))
      partEnds = events + VectorScratch.rounded(4 * all)
      rowCounts = partEnds + VectorScratch.rounded(4 * all)
      counts = rowCounts + VectorScratch.rounded(form.hasCounts ? row : 0)
      let listed = counts + VectorScratch.rounded(form.hasCounts ? all : 0)
      let isDense = form.suitsDense(channels: channels)
      packed = isDense ? rowEvents : nil
      let width = UInt64(window.kernelWidth) * UInt64(source.channels)
      tallies = isDense ? max(listed, rowEvents + 64 * rows * width) : listed
      let tally = UInt64(MemoryLayout<atsnn_kernel_counts>.stride)
      byteCount = tallies + VectorScratch.rounded(tally * group)
    }

    private static func rounded(_ count: UInt64) -> UInt64 { (count + 63) & ~63 }

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
      let channels = node.shape.channels
      let timesteps = TimestepGroup.greatest(image)
      if first < 0 {
        return VectorScratch(channels: channels, nil, timesteps: timesteps).byteCount
      }
      var sum: UInt64 = 0
      for index in node.connections where image.isRunEveryTimestep(connection: index) {
        let form = ListForm(image, image.connection(index))
        sum += VectorScratch(channels: channels, form, timesteps: timesteps).byteCount
        sum += UInt64(MemoryLayout<atsnn_connection>.stride)
      }
      return rounded(sum)
    }
  }

  /// What of a connection decides the lists that a kernel makes.
  struct ListForm {
    let source: Shape
    let window: Window
    let hasCounts: Bool
    let weightBits: Int

    static let none = ListForm(
      source: Shape(height: 0, width: 0, channels: 0),
      window: Window(kernelHeight: 0, kernelWidth: 0), hasCounts: false, weightBits: 8)

    private init(source: Shape, window: Window, hasCounts: Bool, weightBits: Int) {
      self.source = source
      self.window = window
      self.hasCounts = hasCounts
      self.weightBits = weightBits
    }

    init?(_ image: ModelImage, _ connection: Connection) {
      guard connection.kind != .identity else { return nil }
      source = image.shape(tensor: connection.source)
      window = connection.window(over: source)
      hasCounts = image.maximumCount(tensor: connection.source) > 1
      weightBits = connection.weightBits
    }

    init?(_ synapse: Synapse) {
      guard synapse.kind != .identity else { return nil }
      source = synapse.source.shape
      window = synapse.vectorWindow
      hasCounts = synapse.maximumCount > 1
      weightBits = synapse.weightBits
    }

    /// Whether the dense product of AVX-512 has a form for the connection: four counts at a time, 64
    /// channels of 8-bit weights.
    func suitsDense(channels: Int) -> Bool {
      #if arch(x86_64)
        return hasCounts && weightBits == 8 && channels % 64 == 0 && source.channels % 4 == 0
      #else
        return false
      #endif
    }
  }
#endif
