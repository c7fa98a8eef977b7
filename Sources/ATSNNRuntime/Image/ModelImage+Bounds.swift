/// The overflow proof, rules O1 to O3, from the actual weights.
extension ModelImage {
  func checkBounds() throws(ImageError) {
    for index in 0..<nodeCount where node(index).hasChannels {
      let bound = try checkedBound(node: index)
      guard node(index).kind != .readOut || readOutFits(bound) else {
        throw NodeRecord(image: self, index: index).error(.bound)
      }
    }
  }

  /// The greatest B[o] of a node, after rules O1 and O2.
  private func checkedBound(node index: Int) throws(ImageError) -> UInt64 {
    let record = NodeRecord(image: self, index: index)
    let channels = record.shape.channels
    let shifts = shifts(node: index)
    var greatest: UInt64 = 0
    for first in stride(from: 0, to: channels, by: ChannelBounds.width) {
      let bounds = ChannelBounds(self, node: index, from: first)
      for channel in first..<min(first + ChannelBounds.width, channels) {
        greatest = max(greatest, bounds[channel])
        let shift = shifts.isEmpty ? 0 : Int(shifts[channel])
        guard shift >= 0 || bounds[channel] <= UInt64((1 << 30) &>> UInt32(-shift)) else {
          throw record.error(.bound)
        }
      }
    }
    let stated = record.accumulatorBound
    guard greatest <= UInt64(stated), stated <= UInt32(Int32.max) else {
      throw record.error(.bound)
    }
    return greatest
  }

  /// Rule O3: output neuron and representation over all timesteps stay within 32 bits. Nothing here
  /// reaches 2^63: 255 timesteps, a weight of at most 2^15, a bound below 2^31 (rule O1).
  private func readOutFits(_ bound: UInt64) -> Bool {
    let limit = UInt64(Int32.max)
    var potential: UInt64 = 0
    var total: UInt64 = 0
    for index in 0..<timesteps {
      potential = outputNeuron == .none ? bound : potential &+ bound
      switch representation {
      case .last: total = potential
      case .sum: total &+= potential
      case .weighted: total &+= (UInt64(timestep(index).weight) &* potential) >> 15 &+ 1
      }
    }
    return potential <= limit && total <= limit
  }
}
