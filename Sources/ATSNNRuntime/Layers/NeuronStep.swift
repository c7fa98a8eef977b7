/// One timestep of one neuron: leak, add, saturate, compare, reset (rules M2 to M5).
struct NeuronStep {
  let leak: Leak
  let reset: Reset
  /// Membrane width, 16 or 32.
  let width: Int

  struct Result {
    let potential: Int32
    let spikes: Bool
    let saturated: Bool
  }

  /// - Parameters:
  ///   - potential: V of the previous timestep.
  ///   - current: J in membrane units.
  ///   - threshold: the channel's, at least 1.
  ///   - subtracted: the channel's reset value, used by the soft reset.
  @inline(__always)
  func callAsFunction(
    potential: Int32, current: Int32, threshold: Int32, subtracted: Int32
  ) -> Result {
    let charged = Saturating.sum(leak.applied(to: potential), current, width: width)
    let spikes = charged.value >= threshold
    let remaining = reset == .hard ? 0 : charged.value &- subtracted
    return Result(
      potential: spikes ? remaining : charged.value, spikes: spikes, saturated: charged.limited)
  }
}
