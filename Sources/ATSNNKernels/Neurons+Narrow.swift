import CKernels

/// One timestep of 32 neurons in 16-bit lanes (rules M1 to M5).
extension Neurons {
  /// From sums without bias; where a lane leaves 16 bits, in wide lanes.
  ///
  /// - Parameters:
  ///   - channel: the first of 32.
  ///   - element: the first neuron's element (rule T2).
  /// - Returns: the spikes' bits.
  @inline(__always)
  mutating func fire(_ sums: atsnn_i16x32, channel: Int, element: Int) -> UInt32 {
    fire(sums, sums, block(channel), element: element) {
      $0.fire(sums, channel: channel, element: element)
    }
  }

  /// From three parts of sums without bias.
  @inline(__always)
  mutating func fire(
    _ a: atsnn_i16x32, _ b: atsnn_i16x32, _ c: atsnn_i16x32, _ block: NeuronBlock, element: Int
  ) -> UInt32 {
    let total = atsnn_add_saturating_i16(atsnn_add_saturating_i16(a, b), c)
    return fire(total, a &+ b &+ c, block, element: element) {
      $0.fire(a, b, c, channel: block.channel, element: element)
    }
  }

  /// From sums that saturate and the same that wrap: no part is -32768, so that they stay different
  /// where a lane leaves 16 bits.
  @inline(__always)
  private mutating func fire(
    _ sums: atsnn_i16x32, _ wrapped: atsnn_i16x32, _ block: NeuronBlock, element: Int,
    wide: (WideNeurons<Int16>) -> WideStep
  ) -> UInt32 {
    let total = atsnn_add_saturating_i16(sums, block.bias)
    let current = atsnn_left_i16(total, block.shift)
    let lost =
      atsnn_differ_i16(total, wrapped &+ block.bias)
      | atsnn_differ_i16(total, atsnn_right_i16(current, block.shift))
    if _slowPath(lost != 0) { return keep(wide(WideNeurons<Int16>(node))) }
    return step(current, block, element: element)
  }

  /// From the sums kept, bias included.
  ///
  /// - Parameter isWhole: 32 neurons, not 16.
  @inline(__always)
  mutating func fireSums(channel: Int, element: Int, isWhole: Bool) -> UInt32 {
    let low = current(atsnn_load_i32x16(kept.sums + channel), channel)
    guard isWhole else { return step(low, channel: channel, element: element) }
    let high = current(atsnn_load_i32x16(kept.sums + channel + 16), channel &+ 16)
    return step(low, high, channel: channel, element: element)
  }

  /// From currents of 32 bits, in 16-bit lanes where all fit.
  @inline(__always)
  mutating func step(
    _ low: atsnn_i32x16, _ high: atsnn_i32x16, channel: Int, element: Int
  ) -> UInt32 {
    guard let current = Neurons.narrowed(low, high) else {
      return keep(WideNeurons<Int16>(node).step(low, high, channel: channel, element: element))
    }
    return step(current, block(channel), element: element)
  }

  /// 32 lanes of 16 bits; nil where not all fit.
  @inline(__always)
  static func narrowed(_ low: atsnn_i32x16, _ high: atsnn_i32x16) -> atsnn_i16x32? {
    let short = atsnn_join(atsnn_narrow(low), atsnn_narrow(high))
    let lost =
      atsnn_differ_i32(atsnn_widen_low(short), low)
      | atsnn_differ_i32(atsnn_widen_high(short), high)
    return lost == 0 ? short : nil
  }

  /// From currents in membrane units.
  @inline(__always)
  mutating func step(_ current: atsnn_i16x32, _ block: NeuronBlock, element: Int) -> UInt32 {
    let kept = leaked(atsnn_load_i16x32(membranes + element))
    let done = charge(kept, current, block)
    atsnn_store_i16x32(done.membranes, membranes + element)
    spikeCount &+= UInt32(truncatingIfNeeded: done.spikes.nonzeroBitCount)
    if done.limited != 0 {
      saturations &+= UInt32(truncatingIfNeeded: done.limited.nonzeroBitCount)
    }
    return done.spikes
  }

  /// What a timestep leaves, and a bit a neuron that fired and that was limited.
  typealias Charged = (membranes: atsnn_i16x32, spikes: UInt32, limited: UInt32)

  /// The rest of a timestep, from membranes after their leak (rules M3 to M5).
  @inline(__always)
  func charge(
    _ kept: atsnn_i16x32, _ current: atsnn_i16x32, _ block: NeuronBlock
  ) -> Charged {
    let charged = atsnn_add_saturating_i16(kept, current)
    let fires = atsnn_at_least_i16(charged, block.threshold)
    let left =
      isSoft
      ? charged &- atsnn_and_i16(fires, block.reset)
      : atsnn_clear_i16(charged, fires)
    return (
      left, atsnn_differ_i16(fires, .zero), atsnn_differ_i16(charged, kept &+ current)
    )
  }

  /// What membranes keep from the timestep before (rule M2).
  @inline(__always)
  func leaked(_ v: atsnn_i16x32) -> atsnn_i16x32 {
    if atsnn_has_many_registers() {
      // A rounded shift is a product with a power of two there.
      let product = atsnn_scale_i16(v, leakFactor)
      return leakForm & 1 == 0 ? v &- product : product
    }
    return switch leakForm {
    case 1: Neurons.rounded(v, Int16(truncatingIfNeeded: leakParameter))
    case 2: v &- Neurons.rounded(v, Int16(truncatingIfNeeded: leakParameter))
    case 3: atsnn_scale_i16(v, leakFactor)
    default: v
    }
  }

  /// 32 channels' parameters.
  @inline(__always)
  func block(_ channel: Int) -> NeuronBlock {
    NeuronBlock(
      channel: channel, bias: atsnn_load_i16x32(biases + channel),
      shift: atsnn_load_i16x32(shifts + channel),
      threshold: atsnn_load_i16x32(thresholds + channel),
      reset: atsnn_load_i16x32(resets + channel))
  }
}

/// What 32 channels' neurons have in common over a map.
struct NeuronBlock {
  let channel: Int
  let bias: atsnn_i16x32
  let shift: atsnn_i16x32
  let threshold: atsnn_i16x32
  let reset: atsnn_i16x32
}
