#if hasFeature(Embedded)
  /// One value a channel of a block, on a device's small stack.
  typealias ChannelBlock<Element> = InlineArray<64, Element>
#else
  /// One value a channel of a block: wide, so that rows of weights are read in long pieces.
  typealias ChannelBlock<Element> = InlineArray<512, Element>
#endif

/// The worst sums B[o] of rule O1 for a block of a node's output channels, from the actual weights.
struct ChannelBounds {
  /// Channels a block.
  static var width: Int { ChannelBlock<UInt64>.count }

  /// Rows whose magnitudes, each at most 2^15, surely add up within 32 bits.
  private static let rowsPerRun = 1 << 16

  private let channels: Range<Int>
  private let stride: Int
  /// Channels of a row that stand together, of the connection that is being added.
  private var width = 0
  private var sums = ChannelBlock<UInt64>(repeating: 0)

  /// Bounds of channels `first..<first + width`, cut at the last channel.
  ///
  /// No sum overflows: an image holds less than 2^32 bytes of weights.
  init(_ image: ModelImage, node index: Int, from first: Int) {
    let node = image.node(index)
    stride = node.shape.channels
    channels = first..<min(first + ChannelBounds.width, stride)
    let bias = image.bias(node: index)
    for channel in channels { sums[channel - first] = UInt64(bias[channel].magnitude) }
    for connection in node.connections { add(image, connection: connection) }
  }

  /// B of a channel of the block.
  subscript(channel: Int) -> UInt64 { sums[channel - channels.lowerBound] }

  private mutating func add(_ image: ModelImage, connection index: Int) {
    let connection = image.connection(index)
    let weights = image.weights(connection: index)
    let isCanonical = image.weightLayout(connection: index) == .canonical
    width = isCanonical ? stride : WeightLayout.width
    switch connection.weightBits {
    case 8: addRows(image, connection, weights.assumingMemoryBound(to: Int8.self))
    case 16: addRows(image, connection, weights.assumingMemoryBound(to: Int16.self))
    default: addIdentity(image, connection, weights.assumingMemoryBound(to: Int32.self))
    }
  }

  private mutating func addIdentity(
    _ image: ModelImage, _ connection: Connection, _ weights: UnsafeBufferPointer<Int32>
  ) {
    let greatest = UInt64(image.maximumCount(tensor: connection.source))
    for channel in channels {
      sums[channel - channels.lowerBound] &+= UInt64(weights[channel].magnitude) &* greatest
    }
  }

  private mutating func addRows<Weight: SynapseWeight>(
    _ image: ModelImage, _ connection: Connection, _ weights: UnsafeBufferPointer<Weight>
  ) {
    let zeroPoints = image.zeroPoints
    let seesPixels = connection.source == 0 && !zeroPoints.isEmpty
    let rows = weights.count / stride
    var row = 0
    while row < rows {
      let end = min(rows, row + (seesPixels ? 1 : ChannelBounds.rowsPerRun))
      let greatest =
        seesPixels
        ? ModelImage.greatestPixel(zeroPoint: zeroPoints[row % zeroPoints.count])
        : UInt64(image.maximumCount(tensor: connection.source))
      addRun(weights, row..<end, greatest: greatest)
      row = end
    }
  }

  /// Rows that see values of one greatest magnitude.
  private mutating func addRun<Weight: SynapseWeight>(
    _ weights: UnsafeBufferPointer<Weight>, _ rows: Range<Int>, greatest: UInt64
  ) {
    guard let base = weights.baseAddress else { return }
    let allRows = weights.count / stride
    var magnitudes = ChannelBlock<UInt32>(repeating: 0)
    var span = magnitudes.mutableSpan
    span.withUnsafeMutableBufferPointer { partial in
      guard let partial = partial.baseAddress else { return }
      // A block starts where one of the layout's does, or is within all of a row.
      var first = channels.lowerBound
      while first < channels.upperBound {
        let count = min(width &- first % width, channels.upperBound &- first)
        let place = base + (first / width &* allRows &* width &+ first % width)
        let sums = partial + (first &- channels.lowerBound)
        let start = place + rows.lowerBound &* width
        Weight.addMagnitudes(of: start, stride: width, rows: rows.count, to: sums, count: count)
        first &+= count
      }
    }
    for lane in 0..<channels.count { sums[lane] &+= UInt64(magnitudes[lane]) &* greatest }
  }
}

extension ModelImage {
  /// Greatest magnitude of pixel - zero point (rule I1).
  static func greatestPixel(zeroPoint: UInt8) -> UInt64 {
    UInt64(max(zeroPoint, 255 - zeroPoint))
  }
}
