#if canImport(CKernels)
  /// What of a connection decides the lists that a kernel makes.
  struct ListForm {
    let source: Shape
    let window: Window
    /// Greatest of the source: 1 for spikes.
    let maximumCount: Int
    let weightBits: Int
    let isFrames: Bool

    static let none = ListForm(
      source: Shape(height: 0, width: 0, channels: 0),
      window: Window(kernelHeight: 0, kernelWidth: 0), maximumCount: 1, weightBits: 8,
      isFrames: false)

    private init(
      source: Shape, window: Window, maximumCount: Int, weightBits: Int, isFrames: Bool
    ) {
      self.source = source
      self.window = window
      self.maximumCount = maximumCount
      self.weightBits = weightBits
      self.isFrames = isFrames
    }

    init?(_ image: ModelImage, _ connection: Connection) {
      guard connection.kind != .identity else { return nil }
      source = image.shape(tensor: connection.source)
      window = connection.window(over: source)
      maximumCount = image.maximumCount(tensor: connection.source)
      weightBits = connection.weightBits
      isFrames = connection.source == 0
    }

    init?(_ synapse: Synapse) {
      guard synapse.kind != .identity else { return nil }
      source = synapse.source.shape
      window = synapse.vectorWindow
      maximumCount = synapse.maximumCount
      weightBits = synapse.weightBits
      isFrames = synapse.source.base == nil
    }

    var hasCounts: Bool { maximumCount > 1 }

    /// Bytes for the packed weights of 64 channels, in a kernel of AVX-512: of a dense product; of taps,
    /// where 64 source channels and a row of zeros are 65 rows of nine taps, and five rows of sums. 0
    /// where there is neither.
    func packedBytes(channels: Int) -> UInt64 {
      #if arch(x86_64)
        let dense = suitsDense(channels: channels) ? 64 * window.area * source.channels : 0
        let rows = 65 * ((source.channels + 63) / 64)
        let taps =
          suitsTaps(channels: channels) ? 9 * 64 * rows + 640 * source.width : 0
        return UInt64(max(dense, taps))
      #else
        return 0
      #endif
    }

    /// Whether the dense product has a form for the connection: four counts at a time, 64 channels of
    /// 8-bit weights.
    private func suitsDense(channels: Int) -> Bool {
      hasCounts && weightBits == 8 && channels % 64 == 0 && source.channels % 4 == 0
    }

    /// Whether the nine sums of a source pixel may stay in registers.
    private func suitsTaps(channels: Int) -> Bool {
      weightBits == 8 && window.kernelHeight == 3 && window.kernelWidth == 3
        && source.channels % 16 == 0 && source.channels < 192
        && (channels == 32 || channels % 64 == 0)
    }
  }
#endif
