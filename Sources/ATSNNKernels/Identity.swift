import CKernels

/// An identity connection: the element at the same place times its channel's weight (rule S4).
struct Identity {
  private let connection: UnsafePointer<atsnn_connection>

  @inline(__always)
  init(_ connection: UnsafePointer<atsnn_connection>) { self.connection = connection }

  /// - Returns: synaptic operations (rule C1).
  func add(_ timestep: Int, to target: SumTarget, _ kept: KeptSums) -> Int {
    connection.pointee.maximum_count == 1
      ? addSpikes(timestep, to: target, kept) : addCounts(timestep, to: target, kept)
  }

  private func addSpikes(_ timestep: Int, to target: SumTarget, _ kept: KeptSums) -> Int {
    let words = (target.channels &+ 31) / 32
    let spikes = Synapse(connection).spikes(timestep) + target.pixel &* words
    var active = 0
    for channel in stride(from: target.group.lowerBound, to: target.group.upperBound, by: 16) {
      let bits = spikes[channel &>> 5] &>> UInt32(truncatingIfNeeded: channel & 16) & 0xFFFF
      active &+= bits.nonzeroBitCount
      let part = atsnn_and_i32(weights(channel, target), Identity.lanes(bits))
      kept.add(part, channel, target.element, isFirst: target.isFirst)
    }
    return active
  }

  private func addCounts(_ timestep: Int, to target: SumTarget, _ kept: KeptSums) -> Int {
    let counts =
      connection.pointee.source + timestep &* Int(connection.pointee.source_stride)
      + target.element
    var active = 0
    for channel in stride(from: target.group.lowerBound, to: target.group.upperBound, by: 16) {
      let values = atsnn_load_u8x16(counts + channel)
      let own = (1 as UInt32) &<< UInt32(truncatingIfNeeded: target.lanes(channel)) &- 1
      active &+= (atsnn_bits_u8(values) & own).nonzeroBitCount
      let wide = unsafeBitCast(atsnn_widen_u8x16(values), to: atsnn_i32x16.self)
      let part = weights(channel, target) &* wide
      kept.add(part, channel, target.element, isFirst: target.isFirst)
    }
    return active
  }

  /// Those of 16 channels, of the last ones of `target` as many as there are.
  @inline(__always)
  private func weights(_ channel: Int, _ target: SumTarget) -> atsnn_i32x16 {
    let weights = UnsafeRawPointer(connection.pointee.weights) + 4 &* channel
    let lanes = target.lanes(channel)
    guard lanes < 16 else { return atsnn_load_i32x16(weights) }
    var v = atsnn_i32x16.zero
    for lane in 0..<lanes { v[lane] = weights.load(fromByteOffset: 4 &* lane, as: Int32.self) }
    return v
  }

  /// All bits of a lane whose bit is set.
  @inline(__always)
  private static func lanes(_ bits: UInt32) -> atsnn_i32x16 {
    let places = atsnn_i32x16(
      31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16)
    let repeated = atsnn_i32x16(repeating: Int32(bitPattern: bits))
    return atsnn_right_i32(atsnn_left_i32(repeated, places), atsnn_i32x16(repeating: 31))
  }
}
