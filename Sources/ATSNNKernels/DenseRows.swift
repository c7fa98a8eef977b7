import CKernels

/// The rows of a dense product whose windows lie in their source alike: some pixels of some output
/// rows, at every timestep. A pixel's timesteps follow one another.
struct DenseRows {
  struct Row {
    /// The first element of the window that is inside the source.
    let source: UnsafePointer<UInt8>
    /// The output pixel.
    let pixel: Int
    let timestep: Int
  }

  private let node: UnsafePointer<atsnn_spiking_node>
  private let columns: Range<Int>
  private let first: (y: Int, x: Int)
  private var y: Int
  private var x: Int
  private var timestep = 0
  private(set) var left: Int

  /// Output pixels with the same taps inside.
  @inline(__always)
  init(_ node: UnsafePointer<atsnn_spiking_node>, _ rows: TapRun, _ columns: TapRun) {
    self.node = node
    self.columns = columns.outputs
    first = (rows.taps.lowerBound, columns.taps.lowerBound)
    y = rows.outputs.lowerBound
    x = columns.outputs.lowerBound
    left = rows.outputs.count &* columns.outputs.count &* Int(node.pointee.timesteps)
  }

  @inline(__always)
  mutating func next() -> Row {
    let c = node.pointee.connections.pointee
    let sourceY = y &* Int(c.stride_height) &- Int(c.padding_height) &+ first.y
    let sourceX = x &* Int(c.stride_width) &- Int(c.padding_width) &+ first.x
    let place = (sourceY &* Int(c.source_width) &+ sourceX) &* Int(c.source_channels)
    let source = c.source + (timestep &* Int(c.source_stride) &+ place)
    let row = Row(
      source: source.assumingMemoryBound(to: UInt8.self), pixel: y &* Int(node.pointee.width) &+ x,
      timestep: timestep)
    advance()
    return row
  }

  @inline(__always)
  private mutating func advance() {
    left &-= 1
    timestep &+= 1
    guard timestep == Int(node.pointee.timesteps) else { return }
    timestep = 0
    x &+= 1
    guard x == columns.upperBound else { return }
    x = columns.lowerBound
    y &+= 1
  }
}

/// Outputs in one direction whose windows have the same taps inside the source.
struct TapRun {
  let outputs: Range<Int>
  let taps: Range<Int>

  /// The first of `outputs` and those after it with as many taps.
  @inline(__always)
  init(_ outputs: Range<Int>, kernel: UInt32, stride: UInt32, padding: UInt32, source: UInt32) {
    func taps(_ output: Int) -> Range<Int> {
      let start = output &* Int(stride) &- Int(padding)
      let first = max(0, 0 &- start)
      return first..<max(first, min(Int(kernel), Int(source) &- start))
    }
    var end = outputs.lowerBound &+ 1
    let same = taps(outputs.lowerBound)
    while end < outputs.upperBound && taps(end) == same { end &+= 1 }
    self.outputs = outputs.lowerBound..<end
    self.taps = same
  }
}
