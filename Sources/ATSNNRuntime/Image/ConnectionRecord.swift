/// The 32-byte record of a connection, in place.
struct ConnectionRecord {
  static let byteCount = 32

  let image: ModelImage
  let index: Int
  let offset: Int

  init(image: ModelImage, index: Int) {
    self.image = image
    self.index = index
    offset = image.offsets.connections &+ ConnectionRecord.byteCount &* index
  }

  var kind: ConnectionKind? { ConnectionKind(rawValue: image.u8(offset)) }
  var weightBits: Int { Int(image.u8(offset &+ 1)) }
  var window: Window { image.window(at: offset &+ 2) }
  var source: UInt32 { image.u32(offset &+ 8) }
  var destination: UInt32 { image.u32(offset &+ 12) }

  /// The decoded connection of a checked record.
  var connection: Connection {
    Connection(
      kind: kind ?? .fullyConnected, weightBits: weightBits, window: window,
      source: Int(truncatingIfNeeded: source), destination: Int(truncatingIfNeeded: destination))
  }
}
