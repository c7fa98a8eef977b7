#if canImport(CKernels)
  /// What of a connection decides the lists that a kernel makes.
  struct ListForm {
    let source: Shape
    let window: Window
    let hasCounts: Bool
    let weightBits: Int
    let isFrames: Bool

    static let none = ListForm(
      source: Shape(height: 0, width: 0, channels: 0),
      window: Window(kernelHeight: 0, kernelWidth: 0), hasCounts: false, weightBits: 8,
      isFrames: false)

    private init(
      source: Shape, window: Window, hasCounts: Bool, weightBits: Int, isFrames: Bool
    ) {
      self.source = source
      self.window = window
      self.hasCounts = hasCounts
      self.weightBits = weightBits
      self.isFrames = isFrames
    }

    init?(_ image: ModelImage, _ connection: Connection) {
      guard connection.kind != .identity else { return nil }
      source = image.shape(tensor: connection.source)
      window = connection.window(over: source)
      hasCounts = image.maximumCount(tensor: connection.source) > 1
      weightBits = connection.weightBits
      isFrames = connection.source == 0
    }

    init?(_ synapse: Synapse) {
      guard synapse.kind != .identity else { return nil }
      source = synapse.source.shape
      window = synapse.vectorWindow
      hasCounts = synapse.maximumCount > 1
      weightBits = synapse.weightBits
      isFrames = synapse.source.base == nil
    }

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
