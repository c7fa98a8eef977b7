/// The 64-byte record of a node, in place.
struct NodeRecord {
  static let byteCount = 64

  let image: ModelImage
  let index: Int
  let offset: Int

  init(image: ModelImage, index: Int) {
    self.image = image
    self.index = index
    offset = image.offsets.nodes &+ NodeRecord.byteCount &* index
  }

  var kind: NodeKind? { NodeKind(rawValue: u8(0)) }
  var leak: Leak? { Leak(form: u8(1), parameter: image.u16(offset &+ 4)) }
  var reset: Reset? { Reset(rawValue: u8(2)) }
  var membraneBits: Int { Int(u8(3)) }
  var shape: Shape { Shape(height: u16(10), width: u16(12), channels: u16(8)) }
  var maximumCount: UInt32 { u32(16) }
  var firstConnection: UInt32 { u32(20) }
  var connectionCount: UInt32 { u32(24) }
  var source: UInt32 { u32(28) }
  var window: Window { image.window(at: offset &+ 32) }
  var accumulatorBound: UInt32 { u32(40) }

  /// The decoded node of a checked record.
  var node: Node {
    let kind = kind ?? .spiking
    let first = Int(truncatingIfNeeded: firstConnection)
    return Node(
      kind: kind, leak: leak ?? .none, reset: reset ?? .hard, membraneBits: membraneBits,
      shape: shape, maximumCount: Int(truncatingIfNeeded: maximumCount),
      connections: first..<(first &+ Int(truncatingIfNeeded: connectionCount)),
      source: Int(truncatingIfNeeded: source), window: window,
      accumulatorBound: Int(truncatingIfNeeded: accumulatorBound), name: name)
  }

  /// The name up to its padding.
  private var name: UnsafeRawBufferPointer {
    var count = 20
    while count > 0, u8(43 + count) == 0 { count -= 1 }
    return image.bytes.slice(offset &+ 44, count: count)
  }

  func u8(_ field: Int) -> UInt8 { image.u8(offset &+ field) }
  func u16(_ field: Int) -> Int { Int(image.u16(offset &+ field)) }
  func u32(_ field: Int) -> UInt32 { image.u32(offset &+ field) }
}

extension ModelImage {
  /// Six bytes: kernel, stride and padding, height before width.
  func window(at offset: Int) -> Window {
    Window(
      kernelHeight: Int(u8(offset)), kernelWidth: Int(u8(offset &+ 1)),
      strideHeight: Int(u8(offset &+ 2)), strideWidth: Int(u8(offset &+ 3)),
      paddingHeight: Int(u8(offset &+ 4)), paddingWidth: Int(u8(offset &+ 5)))
  }
}
