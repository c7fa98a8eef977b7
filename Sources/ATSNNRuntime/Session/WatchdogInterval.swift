#if !hasFeature(Embedded)
  /// The longest way between two calls of a session's watchdog, with the reference kernels: a row of
  /// a node's output when every element of its sources is non-zero.
  public struct WatchdogInterval: Equatable, Sendable {
    /// Synaptic operations, pixels times weights, elements that a window pools, neuron updates; at
    /// most, for taps outside the source are counted.
    public private(set) var operations: UInt64 = 0
    /// The node whose row it is.
    public private(set) var node = 0

    public init(_ image: ModelImage) {
      for index in 0..<image.nodeCount {
        let row = WatchdogInterval.row(image, image.node(index))
        guard row > operations else { continue }
        operations = row
        node = index
      }
    }

    /// A row of a node's output.
    static func row(_ image: ModelImage, _ node: Node) -> UInt64 {
      let outputs = UInt64(node.shape.width * node.shape.channels)
      guard node.hasChannels else { return outputs * UInt64(node.window.area) }
      let sums = node.connections.reduce(UInt64(0)) { sum, index in
        sum + terms(image, image.connection(index)) * outputs
      }
      return sums + (node.kind == .spiking ? outputs : 0)
    }

    /// Terms of one sum.
    private static func terms(_ image: ModelImage, _ connection: Connection) -> UInt64 {
      let source = image.shape(tensor: connection.source)
      switch connection.kind {
      case .identity: return 1
      case .fullyConnected: return UInt64(source.elementCount)
      case .convolution:
        let rows = min(connection.window.kernelHeight, source.height)
        let columns = min(connection.window.kernelWidth, source.width)
        return UInt64(rows * columns * source.channels)
      }
    }
  }
#endif
