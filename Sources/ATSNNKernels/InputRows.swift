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

  /// The values of a window's row, of as many pixels as it is wide and one more value.
  @inline(__always)
  func values(y: Int, x: Int, row: Int) -> UnsafePointer<Int16> {
    let source = top &+ y &* Int(connection.pointee.stride_height) &+ row
    let isInside = source >= 0 && source < Int(connection.pointee.source_height)
    return UnsafePointer(values + ((isInside ? source % height : height) &* length))
      + x &* pixelStride
  }
}
