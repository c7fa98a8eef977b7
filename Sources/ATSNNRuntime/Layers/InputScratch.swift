#if canImport(CKernels)
  /// The scratch of the kernel that fills a cache: places from its start.
  struct InputScratch {
    /// Greatest bytes of widened weights: beyond, they are read where they are.
    private static let greatest: UInt64 = 1 << 16

    let values: UInt64
    /// Widened weights; nil where a list of a window's events takes their place.
    let weights: UInt64?
    let events: UInt64
    let parameters: UInt64
    let padded: UInt64
    let byteCount: UInt64

    init(source: Shape, window: Window, channels: Int) {
      let rows = UInt64(window.kernelHeight)
      let row = UInt64((source.width + 2 * window.paddingWidth) * source.channels + 2)
      let pairs = UInt64((window.kernelWidth * source.channels + 1) / 2)
      let listed = UInt64(window.area) * UInt64(source.channels) + 16
      let widened = 4 * rows * pairs * UInt64(channels)
      let isWidened = channels % 16 == 0 && widened <= InputScratch.greatest
      values = 0
      events = InputScratch.rounded(2 * (isWidened ? (rows + 2) * row : listed))
      weights = isWidened ? events : nil
      parameters = events + InputScratch.rounded(isWidened ? widened : 4 * listed)
      padded = parameters + InputScratch.rounded(8 * UInt64(channels))
      byteCount = padded + PaddedParameters.bytes(channels)
    }

    init(_ synapse: Synapse, channels: Int) {
      self.init(
        source: synapse.source.shape,
        window: synapse.vectorWindow, channels: channels)
    }

    private static func rounded(_ count: UInt64) -> UInt64 { (count + 63) & ~63 }

    /// The only connection from the input image of a spiking node; nil where there is none or another.
    static func connection(_ image: ModelImage, _ node: Node) -> Int? {
      guard !image.isEventInput, node.kind == .spiking else { return nil }
      var found: Int?
      for index in node.connections where image.connection(index).source == 0 {
        // Offsets of rows are counted in 32 bits.
        let bytes = image.weights(connection: index).count
        guard found == nil, UInt64(bytes) <= UInt64(UInt32.max) else { return nil }
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
