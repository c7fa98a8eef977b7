import CKernels

/// Sums of the output rows that a source row reaches; row y in slot y % slots.
struct FrameRing {
  private let node: UnsafePointer<atsnn_spiking_node>
  private let connection: UnsafePointer<atsnn_connection>
  private let synapse: Synapse
  private let sums: UnsafeMutablePointer<Int32>
  private let channels: Int
  /// Those of the slice.
  private let block: Range<Int>
  /// Sums of a row.
  private let length: Int
  private let slots: Int

  init(_ node: UnsafePointer<atsnn_spiking_node>) {
    self.node = node
    connection = node.pointee.connections
    synapse = Synapse(connection)
    sums = connection.pointee.sum_rows
    channels = Int(node.pointee.channels)
    block = node.pointee.block
    length = Int(node.pointee.width) &* channels
    slots = Int(connection.pointee.kernel_height)
  }

  /// Where the sums of output row `y` stand.
  func slot(_ y: Int) -> Int { y % slots }

  /// Where those of the next output row stand.
  @inline(__always)
  func next(_ slot: Int) -> Int { slot &+ 1 == slots ? 0 : slot &+ 1 }

  @inline(__always)
  func row(_ slot: Int) -> UnsafeMutablePointer<Int32> { sums + slot &* length }

  /// Lets the sums of a row start with the biases.
  func start(_ y: Int) {
    let row = row(slot(y))
    for channel in stride(from: block.lowerBound, to: block.upperBound, by: 16) {
      let bias = atsnn_load_i32x16(node.pointee.bias + channel)
      for pixel in stride(from: channel, to: length, by: channels) {
        atsnn_store_i32x16(bias, row + pixel)
      }
    }
  }

  /// Adds an event's weights to the pixels of a row that see it.
  ///
  /// - Parameter place: bytes from the first row of weights to that of the first tap.
  @inline(__always)
  func add(_ taps: FrameTaps, _ slot: Int, _ place: Int, _ count: UInt8) {
    let factor = atsnn_i16x16(repeating: Int16(count))
    for channel in stride(from: block.lowerBound, to: block.upperBound, by: 16) {
      var weights = synapse.block(channel) + place
      var sums = row(slot) + (taps.column &* channels &+ channel)
      for _ in 0..<taps.count {
        let products = atsnn_widen_i8x16(atsnn_load_i8x16(weights)) &* factor
        atsnn_store_i32x16(atsnn_load_i32x16(sums) &+ atsnn_widen_i16x16(products), sums)
        weights += taps.step
        sums -= channels
      }
    }
  }
}

/// The columns of windows that see an event, from right to left.
struct FrameTaps {
  /// The first one's output column, and how many there are.
  let column: Int
  let count: Int
  /// Bytes from a tap row's first row of weights to the one of the first column, and on to the next.
  let place: Int
  let step: Int

  /// - Parameter index: the event's element in its row.
  @inline(__always)
  init(_ c: atsnn_connection, _ index: Int, width: Int) {
    let stride = Int(c.stride_width)
    let x = index / FrameScan.planes &+ Int(c.padding_width)
    column = min(stride == 1 ? x : x / stride, width &- 1)
    let tap = x &- column &* stride
    let left = Int(c.kernel_width) &- 1 &- tap
    count = left < 0 ? 0 : min(stride == 1 ? left : left / stride, column) &+ 1
    place = (tap &* FrameScan.planes &+ index % FrameScan.planes) &* Int(c.row_stride)
    step = stride &* FrameScan.planes &* Int(c.row_stride)
  }
}
