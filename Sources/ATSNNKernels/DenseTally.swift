import CKernels

/// The elements of a source that are not 0.
struct DenseTally {
  private let node: UnsafePointer<atsnn_spiking_node>
  private let connection: UnsafePointer<atsnn_connection>
  private let depth: Int

  init(_ node: UnsafePointer<atsnn_spiking_node>) {
    self.node = node
    connection = node.pointee.connections
    depth = Int(connection.pointee.source_channels)
  }

  /// Adds the synaptic operations of the node's rows to its counts (rule C1): an active element
  /// reaches the slice's channels of every window that sees it.
  func countOperations() { countOperations { active(pixel: $0, $1) } }

  /// The same where a pixel's active elements at a timestep are known.
  @inline(__always)
  func countOperations(_ active: (_ pixel: Int, _ timestep: Int) -> Int) {
    let c = connection.pointee
    let rows = Int(node.pointee.first_row)..<Int(node.pointee.end_row)
    for y in 0..<Int(c.source_height) {
      let above = DenseTally.windows(
        over: y, kernel: c.kernel_height, stride: c.stride_height, padding: c.padding_height, rows)
      for x in 0..<Int(c.source_width) {
        let windows =
          above
          &* DenseTally.windows(
            over: x, kernel: c.kernel_width, stride: c.stride_width, padding: c.padding_width,
            0..<Int(node.pointee.width))
        let reached = windows &* node.pointee.block.count
        for timestep in 0..<Int(node.pointee.timesteps) {
          let active = active(y &* Int(c.source_width) &+ x, timestep)
          node.pointee.counts[timestep].operations &+= UInt64(
            truncatingIfNeeded: active &* reached)
        }
      }
    }
  }

  /// Whether at least `part` of `whole` elements are active, of every timestep.
  func isActive(_ part: Int, of whole: Int) -> Bool {
    let c = connection.pointee
    let pixels = Int(c.source_height &* c.source_width)
    var active = 0
    for timestep in 0..<Int(node.pointee.timesteps) {
      for pixel in 0..<pixels { active &+= self.active(pixel: pixel, timestep) }
    }
    return active &* whole >= pixels &* depth &* Int(node.pointee.timesteps) &* part
  }

  @inline(__always)
  private func active(pixel: Int, _ timestep: Int) -> Int {
    let counts =
      connection.pointee.source + (timestep &* Int(connection.pointee.source_stride))
      + pixel &* depth
    var active = 0
    var index = 0
    while index &+ 16 <= depth {
      active &+= atsnn_bits_u8(atsnn_load_u8x16(counts + index)).nonzeroBitCount
      index &+= 16
    }
    while index < depth {
      active &+= counts.load(fromByteOffset: index, as: UInt8.self) == 0 ? 0 : 1
      index &+= 1
    }
    return active
  }

  /// Windows, of `outputs`, that see a place of the source.
  private static func windows(
    over place: Int, kernel: UInt32, stride: UInt32, padding: UInt32, _ outputs: Range<Int>
  ) -> Int {
    let last = place &+ Int(padding)
    let first = max(0, last &- Int(kernel) &+ Int(stride)) / Int(stride)
    let end = min(last / Int(stride) &+ 1, outputs.upperBound)
    return max(0, end &- max(first, outputs.lowerBound))
  }
}
