import ATSNNRuntime

/// Which layout the weights of a connection get (FORMAT.md, WEIGHTS); every one gives the same bits.
public enum LayoutChoice: String, Sendable, CaseIterable {
  /// What the vector kernels were measured to be faster with.
  case auto
  /// Layout 0 throughout, which readers before layout 1 know.
  case canonical

  /// Bytes of weights from which on blocks are faster: a few first-level caches. Then they are taken in
  /// tiles, which share such a cache with little else only where their rows follow one another.
  static let leastBytes = 128 * 1024

  func layout(of connection: IntegerConnection, channels: Int) -> WeightLayout {
    let isWide = channels > WeightLayout.width && channels % WeightLayout.width == 0
    guard self == .auto, connection.bits == 8, isWide,
      connection.weights.count >= LayoutChoice.leastBytes
    else { return .canonical }
    return .blocks
  }
}

extension WeightLayout {
  /// Weights of canonical order in this one; `channels` to a row.
  func ordered<Weight>(_ weights: [Weight], channels: Int) -> [Weight] {
    guard self == .blocks else { return weights }
    return stride(from: 0, to: channels, by: WeightLayout.width).flatMap { first in
      stride(from: first, to: weights.count, by: channels).flatMap { place in
        weights[place..<(place + WeightLayout.width)]
      }
    }
  }
}
