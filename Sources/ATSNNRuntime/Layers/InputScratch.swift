#if canImport(CKernels)
  /// The scratch of the kernel that fills a cache: places from its start.
  struct InputScratch {
    /// Greatest bytes of widened weights: beyond, the reference kernel fills the cache.
    private static let greatest: UInt64 = 1 << 16

    let values: UInt64
    let weights: UInt64
    let parameters: UInt64
    let byteCount: UInt64

    init(rows: Int, channels: Int) {
      let rows = (UInt64(rows) + 1) & ~1
      let channels = UInt64(channels)
      values = 0
      weights = (2 * (rows + 2) + 63) & ~63
      parameters = weights + (2 * rows * channels + 63) & ~63
      byteCount = parameters + (8 * channels + 63) & ~63
    }

    init(_ synapse: Synapse, channels: Int) {
      let area =
        synapse.kind == .convolution ? synapse.window.area : synapse.source.shape.pixelCount
      self.init(rows: area * synapse.source.shape.channels, channels: channels)
    }

    /// The only connection from the input image of a spiking node that the kernel suits; else nil.
    static func connection(_ image: ModelImage, _ node: Node) -> Int? {
      guard !image.isEventInput, node.kind == .spiking, node.shape.channels % 16 == 0 else {
        return nil
      }
      var found: Int?
      for index in node.connections where image.connection(index).source == 0 {
        guard found == nil, image.connection(index).weightBits == 8,
          image.weights(connection: index).count <= greatest / 2
        else { return nil }
        found = index
      }
      return found
    }

    /// Bytes for the node that needs most.
    static func bytes(_ image: ModelImage) -> UInt64 {
      var most: UInt64 = 0
      for index in 0..<image.nodeCount {
        let node = image.node(index)
        guard let connection = connection(image, node) else { continue }
        let rows = image.weights(connection: connection).count / node.shape.channels
        most = max(most, InputScratch(rows: rows, channels: node.shape.channels).byteCount)
      }
      return most
    }
  }
#endif
