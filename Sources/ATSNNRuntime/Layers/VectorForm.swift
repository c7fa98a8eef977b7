#if canImport(CKernels)
  /// Which nodes the vector kernels have a form for.
  enum VectorForm {
    /// Greatest count of a source: a byte each, and times 8-bit weights within 16 bits.
    private static let greatestCount = 255

    /// The first connection of a node that is run at every timestep, -1 where a spiking node has none
    /// (the input image is the only source); nil where the reference kernel must run.
    static func connection(_ image: ModelImage, _ node: Node, index: Int) -> Int? {
      guard node.kind == .readOut || node.kind == .spiking else { return nil }
      var found = -1
      for index in node.connections where image.isRunEveryTimestep(connection: index) {
        guard suits(image, image.connection(index)) else { return nil }
        if found < 0 { found = index }
      }
      return found < 0 && node.kind == .readOut ? nil : found
    }

    private static func suits(_ image: ModelImage, _ connection: Connection) -> Bool {
      guard image.maximumCount(tensor: connection.source) <= greatestCount else { return false }
      guard connection.kind != .identity else { return true }
      // Offsets of rows are counted in 32 bits, in bytes, across a source row and across a window.
      let source = image.shape(tensor: connection.source)
      let bytes = UInt64(connection.weightBits / 8)
      let channels = UInt64(image.node(connection.destination).shape.channels) * bytes
      let window = connection.window(over: source)
      let row = UInt64(max(source.width, window.kernelWidth)) * UInt64(source.channels)
      return row * UInt64(window.kernelHeight + 1) * channels <= UInt64(UInt32.max)
    }

    /// Whether a pooling node reads spikes and writes what the kernels write.
    static func suitsPooling(_ node: Node, source: TensorForm) -> Bool {
      guard source == .bits else { return false }
      return node.kind == .maximumPooling || TensorForm(node) == .counts8
    }
  }

  extension ModelImage {
    /// Whether a connection reads what differs from timestep to timestep.
    func isRunEveryTimestep(connection index: Int) -> Bool {
      connection(index).source != 0 || isEventInput
    }
  }

  extension Connection {
    /// A convolution's window; all of the source where a connection is full.
    func window(over source: Shape) -> Window {
      guard kind == .fullyConnected else { return window }
      return Window(kernelHeight: source.height, kernelWidth: source.width)
    }
  }
#endif
