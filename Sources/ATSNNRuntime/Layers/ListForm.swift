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

    /// Bytes of weights in the order of AVX-512's dense product: four counts at a time, 64 channels of
    /// 8-bit weights; 0 where it has no form for the connection.
    func packedBytes(channels: Int) -> UInt64 {
      #if arch(x86_64)
        guard hasCounts && weightBits == 8 && channels % 64 == 0 && source.channels % 4 == 0 else {
          return 0
        }
        return 64 * UInt64(window.area) * UInt64(source.channels)
      #else
        return 0
      #endif
    }
  }
#endif
