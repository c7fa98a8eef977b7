#if canImport(CKernels)
  /// The scratch of the kernel that fills a cache: places from its start.
  struct InputScratch {
    /// Greatest bytes of widened weights: beyond, the reference kernel fills the cache.
    private static let greatest: UInt64 = 1 << 16

    let values: UInt64
    let weights: UInt64
    let parameters: UInt64
    let byteCount: UInt64

    init(source: Shape, window: Window, channels: Int) {
      let rows = UInt64(window.kernelHeight)
      let row = UInt64((source.width + 2 * window.paddingWidth) * source.channels + 2)
      let pairs = UInt64((window.kernelWidth * source.channels + 1) / 2)
      let channels = UInt64(channels)
      values = 0
      weights = (2 * (rows + 2) * row + 63) & ~63
      parameters = weights + (4 * rows * pairs * channels + 63) & ~63
      byteCount = parameters + (8 * channels + 63) & ~63
    }

    init(_ synapse: Synapse, channels: Int) {
      self.init(
        source: synapse.source.shape,
        window: synapse.vectorWindow, channels: channels)
    }

    /// The only connection from the input image of a spiking node that the kernel suits; else nil.
    static func connection(_ image: ModelImage, _ node: Node) -> Int? {
      guard !image.isEventInput, node.kind == .spiking, node.shape.channels % 16 == 0 else {
        return nil
      }
      var found: Int?
      for index in node.connections where image.connection(index).source == 0 {
        let bits = image.connection(index).weightBits
        let widened = image.weights(connection: index).count * 16 / bits
        guard found == nil, widened <= greatest else { return nil }
        found = index
      }
      return found
    }

    /// Bytes for the node that needs most.
    static func bytes(_ image: ModelImage) -> UInt64 {
      var most: UInt64 = 0
      for index in 0..<image.nodeCount {
        let node = image.node(index)
        guard let index = connection(image, node) else { continue }
        let source = image.shape(tensor: 0)
        let scratch = InputScratch(
          source: source, window: image.connection(index).window(over: source),
          channels: node.shape.channels)
        most = max(most, scratch.byteCount)
      }
      return most
    }
  }
#endif
