import CKernels

/// What the input image adds to a node, at every timestep the same (rules I1 and I2).
///
/// A window's row of values is one piece of a padded source row. Its values and the rows of weights
/// are taken in pairs of 16 bits, one instruction multiplying and adding a pair for each of 16
/// channels.
struct InputCurrents {
  private let node: UnsafePointer<atsnn_spiking_node>
  private let connection: UnsafePointer<atsnn_connection>
  private let rows: InputRows
  private let channels: Int
  /// Pairs of a row of a window.
  private let pairs: Int

  static func fill(_ node: UnsafePointer<atsnn_spiking_node>) {
    if InputGather.suits(node) { return InputGather(node).fill() }
    let currents = InputCurrents(node)
    currents.widenWeights()
    currents.rows.prepare()
    for y in Int(node.pointee.first_row)..<Int(node.pointee.end_row) {
      currents.rows.fill(y, isFirst: y == Int(node.pointee.first_row))
      currents.fillRow(y)
    }
  }

  private init(_ node: UnsafePointer<atsnn_spiking_node>) {
    self.node = node
    connection = node.pointee.connections
    rows = InputRows(connection)
    channels = Int(node.pointee.channels)
    pairs = (Int(connection.pointee.kernel_width &* connection.pointee.source_channels) &+ 1) / 2
  }

  /// Weights of two rows side by side, channel after channel; 0 where a window's row is odd.
  private func widenWeights() {
    let synapse = Synapse(connection)
    let length = Int(connection.pointee.kernel_width &* connection.pointee.source_channels)
    guard var wide = connection.pointee.wide_weights else { return }
    for first in stride(from: 0, to: synapse.rows, by: length) {
      for row in stride(from: first, to: first &+ length, by: 2) {
        let hasSecond = row &+ 1 < first &+ length
        for channel in stride(from: 0, to: channels, by: 16) {
          let low = synapse.weights16(row, channel)
          let high = hasSecond ? synapse.weights16(row &+ 1, channel) : .zero
          let pair =
            atsnn_and_i32(low, atsnn_i32x16(repeating: 0xFFFF))
            &+ atsnn_left_i32(high, atsnn_i32x16(repeating: 16))
          atsnn_store_i32x16(pair, wide + 2 &* channel)
        }
        wide += 2 * channels
      }
    }
  }

  /// A row of output pixels, blocks of channels one after the other.
  private func fillRow(_ y: Int) {
    let windows = rows.windows(y)
    var channel = 0
    while channel < channels {
      let left = channels &- channel
      switch (left, atsnn_has_many_registers()) {
      case (64..., true): channel &+= fillFours(PixelSums64.self, windows, y, channel)
      case (32..., true): channel &+= fillFours(PixelSums32.self, windows, y, channel)
      case (_, true): channel &+= fillFours(SIMD16<Int32>.self, windows, y, channel)
      case (64..., false): channel &+= fillOnes(PixelSums64.self, windows, y, channel)
      default: channel &+= fillOnes(SIMD16<Int32>.self, windows, y, channel)
      }
    }
  }

  @inline(__always)
  private func fillOnes<Sums: PixelSums>(
    _: Sums.Type, _ windows: InputWindows, _ y: Int, _ channel: Int
  ) -> Int {
    let width = Int(node.pointee.width)
    for x in 0..<width {
      var sums = Sums(node.pointee.bias + channel)
      let first = x &* rows.pixelStride
      forEachPair(windows, channel) { values, weights in sums.add(values + first, weights) }
      CurrentPlaces(node, channel, y &* width &+ x).store(sums)
    }
    return Sums.width
  }

  /// Four pixels at a time, so that no sum waits for the one before; beyond the last pixel it stands
  /// in for those that are missing.
  @inline(__always)
  private func fillFours<Sums: PixelSums>(
    _: Sums.Type, _ windows: InputWindows, _ y: Int, _ channel: Int
  ) -> Int {
    let width = Int(node.pointee.width)
    for x in stride(from: 0, to: width, by: 4) {
      let (second, third, fourth) = (
        min(x &+ 1, width &- 1), min(x &+ 2, width &- 1), min(x &+ 3, width &- 1)
      )
      let next = rows.pixelStride
      var a = Sums(node.pointee.bias + channel)
      var b = a
      var c = a
      var d = a
      forEachPair(windows, channel) { values, weights in
        a.add(values + x &* next, weights)
        b.add(values + second &* next, weights)
        c.add(values + third &* next, weights)
        d.add(values + fourth &* next, weights)
      }
      let places = CurrentPlaces(node, channel, y &* width)
      places.store(a, b, c, d, at: (x, second, third, fourth))
    }
    return Sums.width
  }

  /// Each pair of the values of the first window, with its weights from `channel` on.
  @inline(__always)
  private func forEachPair(
    _ windows: InputWindows, _ channel: Int,
    _ body: (UnsafePointer<Int16>, UnsafePointer<Int16>) -> Void
  ) {
    var weights = UnsafePointer(connection.pointee.wide_weights + 2 * channel)
    for row in 0..<Int(connection.pointee.kernel_height) {
      let values = windows.row(row)
      for pair in 0..<pairs {
        body(values + 2 &* pair, weights)
        weights += 2 &* channels
      }
    }
  }
}
