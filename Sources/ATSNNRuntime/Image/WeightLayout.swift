/// How a connection's weights stand in its WEIGHTS section (FORMAT.md, layout codes).
public enum WeightLayout: UInt32, Sendable {
  /// A row of all output channels for each presynaptic element.
  case canonical = 0
  /// Blocks of output channels, each with a row of its channels for each presynaptic element.
  case blocked

  /// Channels of the block that starts at a channel: all, or the most of 64, 32 and 16 that remain,
  /// or the rest.
  @inline(__always)
  func blockWidth(from channel: Int, of channels: Int) -> Int {
    guard self == .blocked else { return channels }
    let left = channels &- channel
    return left >= 64 ? 64 : left >= 32 ? 32 : left >= 16 ? 16 : left
  }
}
