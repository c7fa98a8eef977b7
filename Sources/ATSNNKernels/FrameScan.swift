import CKernels

/// Looks for what is not 0 in frames.
enum FrameScan {
  /// Polarities, the channels of a frame.
  static let planes = 2

  /// Elements that are not 0, of all timesteps.
  static func events(_ node: UnsafePointer<atsnn_spiking_node>) -> Int {
    let c = node.pointee.connections.pointee
    let length = Int(c.source_height &* c.source_width &* c.source_channels)
    var events = 0
    for timestep in 0..<Int(node.pointee.timesteps) {
      events &+= active(c.source + timestep &* Int(c.source_stride), length)
    }
    return events
  }

  private static func active(_ frame: UnsafeRawPointer, _ length: Int) -> Int {
    var active = 0
    let whole = length & ~15
    for index in stride(from: 0, to: whole, by: 16) {
      active &+= atsnn_bits_u8(atsnn_load_u8x16(frame + index)).nonzeroBitCount
    }
    for index in whole..<length {
      active &+= frame.load(fromByteOffset: index, as: UInt8.self) == 0 ? 0 : 1
    }
    return active
  }

  /// Calls `body` with the index and value of each that is not 0.
  @inline(__always)
  static func forEach(
    _ values: UnsafeRawPointer, _ length: Int, _ body: (Int, UInt8) -> Void
  ) {
    let values = values.assumingMemoryBound(to: UInt8.self)
    let whole = length & ~15
    for first in stride(from: 0, to: whole, by: 16) {
      var bits = atsnn_bits_u8(atsnn_load_u8x16(values + first))
      while bits != 0 {
        let index = first &+ bits.trailingZeroBitCount
        body(index, values[index])
        bits &= bits &- 1
      }
    }
    for index in whole..<length where values[index] != 0 { body(index, values[index]) }
  }
}
