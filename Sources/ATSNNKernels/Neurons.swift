import CKernels

/// The neurons of a spiking node: their parameters in the lanes' width, and what they did.
struct Neurons {
  let node: UnsafePointer<atsnn_spiking_node>
  /// Whether sums of 16 bits without bias may be given, as long as no lane leaves them.
  let takesShortSums: Bool
  let biases: UnsafeMutablePointer<Int16>
  let shifts: UnsafeMutablePointer<Int16>
  let thresholds: UnsafeMutablePointer<Int16>
  let resets: UnsafeMutablePointer<Int16>
  var kept: KeptSums
  let membranes: UnsafeMutablePointer<Int16>
  let leakForm: UInt32
  let leakParameter: Int32
  /// Of 32768, what is kept in an odd form or lost in an even one.
  let leakFactor: Int16
  let isSoft: Bool
  /// Since the last `count`.
  var spikeCount: UInt32 = 0
  var saturations: UInt32 = 0

  init(_ node: UnsafePointer<atsnn_spiking_node>) {
    let channels = Int(node.pointee.channels)
    self.node = node
    biases = node.pointee.parameters
    shifts = biases + channels
    thresholds = shifts + channels
    resets = thresholds + channels
    kept = KeptSums(node)
    membranes = node.pointee.membranes.assumingMemoryBound(to: Int16.self)
    // A factor of 32768 / 32768 keeps everything.
    let isWhole = node.pointee.leak_form == 3 && node.pointee.leak_parameter == 32_768
    leakForm = isWhole ? 0 : node.pointee.leak_form
    leakParameter = Int32(truncatingIfNeeded: node.pointee.leak_parameter)
    leakFactor =
      switch leakForm {
      case 0: 0
      case 3: Int16(truncatingIfNeeded: leakParameter)
      default: 1 &<< (15 &- Int16(truncatingIfNeeded: leakParameter))
      }
    isSoft = node.pointee.soft_reset != 0
    takesShortSums = Neurons.shorten(node) && node.pointee.cache_form == 0
    for timestep in 0..<Int(node.pointee.timesteps) {
      node.pointee.counts[timestep] = atsnn_kernel_counts()
    }
  }

  /// Where a timestep's spikes go.
  @inline(__always)
  func spikes(_ timestep: Int) -> UnsafeMutablePointer<UInt32> { node.pointee.spikes(timestep) }

  /// Adds what neurons did since the last call to a timestep's counts.
  @inline(__always)
  mutating func count(_ timestep: Int) {
    node.pointee.counts[timestep].spikes &+= spikeCount
    node.pointee.counts[timestep].saturations &+= saturations
    spikeCount = 0
    saturations = 0
  }

  /// Fills the 16-bit parameters.
  ///
  /// - Returns: whether all biases fit and all shifts are to the left.
  private static func shorten(_ node: UnsafePointer<atsnn_spiking_node>) -> Bool {
    let channels = Int(node.pointee.channels)
    let node = node.pointee
    var fits = true
    for channel in stride(from: 0, to: channels, by: 16) {
      let short = node.parameters + channel
      let bias = atsnn_load_i32x16(node.bias + channel)
      let shift = .zero &- atsnn_widen_i8x16(atsnn_load_i8x16(node.shifts + channel))
      atsnn_store_i16x16(atsnn_narrow(bias), short)
      atsnn_store_i16x16(shift, short + channels)
      let threshold = atsnn_load_i32x16(node.thresholds + channel)
      atsnn_store_i16x16(atsnn_narrow(threshold), short + 2 * channels)
      let reset = atsnn_load_i32x16(node.resets + channel)
      atsnn_store_i16x16(atsnn_narrow(reset), short + 3 * channels)
      let lost = atsnn_differ_i32(atsnn_widen_i16x16(atsnn_narrow(bias)), bias)
      if lost != 0 || shift.min() < 0 || shift.max() > 14 { fits = false }
    }
    return fits
  }

  /// Rounded shift to the right of 16-bit lanes (rule rshr), k in 1...15.
  @inline(__always)
  static func rounded(_ v: atsnn_i16x32, _ k: Int16) -> atsnn_i16x32 {
    let half = atsnn_right_i16(v, atsnn_i16x32(repeating: k &- 1))
    let whole = atsnn_right_i16(v, atsnn_i16x32(repeating: k))
    return whole &+ atsnn_and_i16(half, atsnn_i16x32(repeating: 1))
  }

  /// The same of 32-bit lanes, by each lane's own count; 0 leaves a lane as it is.
  @inline(__always)
  static func rounded(_ v: atsnn_i32x16, _ counts: atsnn_i32x16) -> atsnn_i32x16 {
    let below = atsnn_max_i32(counts &- atsnn_i32x16(repeating: 1), .zero)
    let tie = atsnn_min_i32(counts, atsnn_i32x16(repeating: 1))
    return atsnn_right_i32(v, counts) &+ atsnn_and_i32(atsnn_right_i32(v, below), tie)
  }
}

extension atsnn_spiking_node {
  @inline(__always)
  func spikes(_ timestep: Int) -> UnsafeMutablePointer<UInt32> {
    (UnsafeMutableRawPointer(spikes) + timestep &* Int(spikes_stride))
      .assumingMemoryBound(to: UInt32.self)
  }
}
