import CKernels

/// Pooling of spikes, 32 channels at a time (rules P1 and P2).
enum Pooling {
  /// All timesteps of a group.
  static func sum(_ node: atsnn_pooling_node) {
    forEachTimestep(node) { node in
      if PoolingSquare.suits(node) {
        PoolingSquare(node).sum()
      } else {
        sumOnce(node)
      }
    }
  }

  static func maximum(_ node: atsnn_pooling_node) {
    forEachTimestep(node) { node in
      if PoolingSquare.suits(node) {
        PoolingSquare(node).maximum()
      } else {
        maximumOnce(node)
      }
    }
  }

  @inline(__always)
  private static func forEachTimestep(
    _ node: atsnn_pooling_node, _ body: (atsnn_pooling_node) -> Void
  ) {
    var node = node
    for _ in 0..<node.timesteps {
      body(node)
      node.source += Int(node.source_stride)
      node.output += Int(node.output_stride)
    }
  }

  private static func sumOnce(_ node: atsnn_pooling_node) {
    let channels = Int(node.channels)
    let words = (channels &+ 31) / 32
    let source = node.source.assumingMemoryBound(to: UInt32.self)
    var output = node.output.assumingMemoryBound(to: UInt8.self)
    output += Int(node.first_row &* node.width) &* channels
    forEachPixel(node) { window in
      for word in 0..<words {
        var sum = atsnn_u8x32.zero
        window.forEach { sum = sum &+ atsnn_ones_u8(source[$0 &* words &+ word]) }
        store(sum, to: output + 32 &* word, left: channels &- 32 &* word)
      }
      output += channels
    }
  }

  private static func maximumOnce(_ node: atsnn_pooling_node) {
    let words = Int((node.channels &+ 31) / 32)
    let source = node.source.assumingMemoryBound(to: UInt32.self)
    var output = node.output.assumingMemoryBound(to: UInt32.self)
    output += Int(node.first_row &* node.width) &* words
    forEachPixel(node) { window in
      for word in 0..<words {
        var any: UInt32 = 0
        window.forEach { any |= source[$0 &* words &+ word] }
        output[word] = any
      }
      output += words
    }
  }

  @inline(__always)
  private static func store(_ sum: atsnn_u8x32, to output: UnsafeMutablePointer<UInt8>, left: Int) {
    if left >= 32 { return atsnn_store_u8x32(sum, output) }
    for channel in 0..<left { output[channel] = sum[channel] }
  }

  @inline(__always)
  private static func forEachPixel(_ node: atsnn_pooling_node, _ body: (PoolingWindow) -> Void) {
    for y in Int(node.first_row)..<Int(node.end_row) {
      for x in 0..<Int(node.width) { body(PoolingWindow(node, y: y, x: x)) }
    }
  }
}

/// Windows of 2 x 2 side by side, all inside, of whole words: what most networks pool.
private struct PoolingSquare {
  private let node: atsnn_pooling_node
  /// Of a pixel.
  private let words: Int

  @inline(__always)
  static func suits(_ node: atsnn_pooling_node) -> Bool {
    node.kernel_height == 2 && node.kernel_width == 2 && node.stride_height == 2
      && node.stride_width == 2 && node.padding_height == 0 && node.padding_width == 0
      && 2 &* node.height <= node.source_height && 2 &* node.width <= node.source_width
      && node.channels % 32 == 0
  }

  @inline(__always)
  init(_ node: atsnn_pooling_node) {
    self.node = node
    words = Int(node.channels / 32)
  }

  @inline(__always)
  func sum() {
    var output = node.output.assumingMemoryBound(to: UInt8.self) + first &* 32
    forEachWord { upper, lower in
      let above = atsnn_ones_u8(upper[0]) &+ atsnn_ones_u8(upper[words])
      let below = atsnn_ones_u8(lower[0]) &+ atsnn_ones_u8(lower[words])
      atsnn_store_u8x32(above &+ below, output)
      output += 32
    }
  }

  @inline(__always)
  func maximum() {
    var output = node.output.assumingMemoryBound(to: UInt32.self) + first
    forEachWord { upper, lower in
      output[0] = upper[0] | upper[words] | lower[0] | lower[words]
      output += 1
    }
  }

  /// The slice's first output word.
  @inline(__always)
  private var first: Int { Int(node.first_row) &* Int(node.width) &* words }

  /// A word of a window's left pixels, output word after output word.
  @inline(__always)
  private func forEachWord(
    _ body: (_ upper: UnsafePointer<UInt32>, _ lower: UnsafePointer<UInt32>) -> Void
  ) {
    let row = Int(node.source_width) &* words
    let width = Int(node.width)
    let source = node.source.assumingMemoryBound(to: UInt32.self)
    for y in Int(node.first_row)..<Int(node.end_row) {
      let upper = source + 2 &* y &* row
      for x in 0..<width {
        let left = upper + 2 &* x &* words
        for word in 0..<words { body(left + word, left + (row &+ word)) }
      }
    }
  }
}

/// The source pixels of an output pixel.
private struct PoolingWindow {
  let rows: Range<Int>
  let columns: Range<Int>
  let width: Int

  @inline(__always)
  init(_ node: atsnn_pooling_node, y: Int, x: Int) {
    width = Int(node.source_width)
    let top = y &* Int(node.stride_height) &- Int(node.padding_height)
    let left = x &* Int(node.stride_width) &- Int(node.padding_width)
    let bottom = min(top &+ Int(node.kernel_height), Int(node.source_height))
    rows = max(top, 0)..<max(bottom, max(top, 0))
    let right = min(left &+ Int(node.kernel_width), width)
    columns = max(left, 0)..<max(right, max(left, 0))
  }

  @inline(__always)
  func forEach(_ body: (Int) -> Void) {
    for row in rows {
      for column in columns { body(row &* width &+ column) }
    }
  }
}
