/// A tensor's extent. Elements are counted y, then x, then channel, channel fastest (rule T2).
public struct Shape: Equatable, Sendable {
  /// 1...4096.
  public let height: Int
  /// 1...4096.
  public let width: Int
  /// 1...65535.
  public let channels: Int

  public init(height: Int, width: Int, channels: Int) {
    self.height = height
    self.width = width
    self.channels = channels
  }

  public var pixelCount: Int { height * width }

  /// At most 2^26 in a checked image.
  public var elementCount: Int { height * width * channels }

  /// The product without overflow on 32-bit processors, for shapes not yet checked: three factors of
  /// 16 bits.
  var wideElementCount: UInt64 {
    UInt64(truncatingIfNeeded: height) &* UInt64(truncatingIfNeeded: width)
      &* UInt64(truncatingIfNeeded: channels)
  }
}

/// The sliding window of a convolution (rule S2) or a pooling node (rules P); 0 in all fields where
/// a node or connection has none.
public struct Window: Equatable, Sendable {
  public let kernelHeight: Int
  public let kernelWidth: Int
  public let strideHeight: Int
  public let strideWidth: Int
  public let paddingHeight: Int
  public let paddingWidth: Int

  public init(
    kernelHeight: Int, kernelWidth: Int, strideHeight: Int = 1, strideWidth: Int = 1,
    paddingHeight: Int = 0, paddingWidth: Int = 0
  ) {
    self.kernelHeight = kernelHeight
    self.kernelWidth = kernelWidth
    self.strideHeight = strideHeight
    self.strideWidth = strideWidth
    self.paddingHeight = paddingHeight
    self.paddingWidth = paddingWidth
  }

  public var area: Int { kernelHeight * kernelWidth }

  /// The output's extent, `floor((size + 2 padding - kernel) / stride) + 1` in both directions; nil
  /// where the window is larger than the padded source.
  func output(of source: Shape, channels: Int) -> Shape? {
    let rows = source.height + 2 * paddingHeight - kernelHeight
    let columns = source.width + 2 * paddingWidth - kernelWidth
    guard rows >= 0, columns >= 0 else { return nil }
    return Shape(
      height: rows / strideHeight + 1, width: columns / strideWidth + 1, channels: channels)
  }
}
