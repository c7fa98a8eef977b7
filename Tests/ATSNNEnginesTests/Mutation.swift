@testable import ATSNNEngines

/// Changes of an image that leave it valid: a weight, a threshold or a leak parameter.
struct Mutation {
  let name: String
  let changes: [Int: UInt8]

  /// Some weights of each kind of place, nearer to zero so that every bound still holds.
  static func weights(_ image: ImageBytes, atMost count: Int) -> [Mutation] {
    image.sections(7).flatMap { section -> [Mutation] in
      let kind = image.bytes[image.sections(5)[0].offset + 32 * section.index]
      let bits = Int(image.bytes[image.sections(5)[0].offset + 32 * section.index + 1])
      guard kind != 3 else { return [] }
      let width = bits / 8
      let step = max(1, section.count / width / count)
      return stride(from: 0, to: section.count / width, by: step).compactMap { index in
        let offset = section.offset + index * width
        let value =
          width == 1
          ? Int(Int8(bitPattern: image.bytes[offset]))
          : Int(Int16(truncatingIfNeeded: image.u16(offset)))
        guard value != 0 else { return nil }
        return Mutation(
          name: "weight \(index) of connection \(section.index)",
          changes: ImageBytes.word(offset, value / 2, bytes: width))
      }
    }
  }

  /// The threshold of every spiking node's first and last channel, one higher or lower.
  static func thresholds(_ image: ImageBytes, _ network: Network) -> [Mutation] {
    image.sections(6).filter { network.nodes[$0.index].kind == .spiking }.flatMap { section in
      let channels = network.nodes[section.index].channels
      return Set([0, channels - 1]).sorted().map { channel in
        let offset = section.offset + 4 * channels + 4 * channel
        let value = image.u32(offset)
        return Mutation(
          name: "threshold \(channel) of node \(section.index)",
          changes: ImageBytes.word(offset, value > 1 ? value / 2 + 1 : 2, bytes: 4))
      }
    }
  }

  /// Every leak parameter: k one off, m smaller.
  static func leaks(_ image: ImageBytes, _ network: Network) -> [Mutation] {
    let nodes = image.sections(4)[0].offset
    return network.spikingNodes.compactMap { node in
      let record = nodes + 64 * node
      let parameter = image.u16(record + 4)
      let changed: Int
      switch image.bytes[record + 1] {
      case 1, 2: changed = parameter > 1 ? parameter - 1 : 2
      case 3: changed = parameter > 4096 ? parameter - 4096 : parameter + 4096
      default: return nil
      }
      return Mutation(
        name: "leak of node \(node)", changes: ImageBytes.word(record + 4, changed, bytes: 2))
    }
  }
}
