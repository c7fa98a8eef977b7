import CKernels

/// The rows of the input image that a row of windows sees: pixels less their zero points, with the
/// padding around them. Source row r is in slot r % height; behind the slots stand a row of zeros, for
/// rows outside the image, and the zero points of a row.
struct InputRows {
  private let connection: UnsafePointer<atsnn_connection>
  private let values: UnsafeMutablePointer<Int16>
  /// Values of a slot.
  private let length: Int
  private let height: Int

  init(_ connection: UnsafePointer<atsnn_connection>) {
    let c = connection.pointee
    self.connection = connection
    values = c.values
    length = Int((c.source_width &+ 2 &* c.padding_width) &* c.source_channels) &+ 2
    height = Int(c.kernel_height)
  }

  /// Values from a pixel's first to the next pixel's.
  var pixelStride: Int {
    Int(connection.pointee.stride_width &* connection.pointee.source_channels)
  }

  private var zeroPoints: UnsafeMutablePointer<Int16> { values + (height &+ 1) &* length }
  private var top: Int { 0 &- Int(connection.pointee.padding_height) }

  /// Clears the slots and spreads the zero points over a row.
  func prepare() {
    let c = connection.pointee
    for index in 0..<((height &+ 1) &* length) { values[index] = 0 }
    let depth = Int(c.source_channels)
    for x in 0..<Int(c.source_width) {
      for channel in 0..<depth {
        zeroPoints[x &* depth &+ channel] = Int16(c.zero_points[channel])
      }
    }
  }

  /// Fills the slots that the windows of output row `y` see and those of the row before, unless it
  /// is the first, did not.
  func fill(_ y: Int, isFirst: Bool) {
    let c = connection.pointee
    let stride = Int(c.stride_height)
    let first = top &+ y &* stride
    let seen = isFirst ? 0 : max(0, first &- stride &+ height)
    let count = Int(c.source_width &* c.source_channels)
    let zeroPoints = zeroPoints
    for row in Swift.stride(
      from: max(seen, first, 0), to: min(first &+ height, Int(c.source_height)), by: 1)
    {
      let pixels = c.source.assumingMemoryBound(to: UInt8.self) + row &* count
      let slot =
        values + (row % height &* length &+ Int(c.padding_width &* c.source_channels))
      for index in 0..<count { slot[index] = Int16(pixels[index]) &- zeroPoints[index] }
    }
  }

  /// What the windows of output row `y` see, once `fill` has been called for it.
  @inline(__always)
  func windows(_ y: Int) -> InputWindows {
    let source = top &+ y &* Int(connection.pointee.stride_height)
    let slot = source % height
    return InputWindows(
      values: UnsafePointer(values), length: length, height: height, source: source,
      sourceHeight: Int(connection.pointee.source_height), slot: slot < 0 ? slot &+ height : slot)
  }
}

/// A row of windows.
struct InputWindows {
  fileprivate let values: UnsafePointer<Int16>
  fileprivate let length: Int
  fileprivate let height: Int
  /// The windows' first source row, and its slot.
  fileprivate let source: Int
  fileprivate let sourceHeight: Int
  fileprivate let slot: Int

  /// The values of a window's row, from the first window's on.
  @inline(__always)
  func row(_ row: Int) -> UnsafePointer<Int16> {
    let source = source &+ row
    let isInside = source >= 0 && source < sourceHeight
    let next = slot &+ row
    return values + (isInside ? next >= height ? next &- height : next : height) &* length
  }
}
