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
  private let neurons: Neurons
  private let channels: Int
  /// Pairs of a row of a window.
  private let pairs: Int

  static func fill(_ node: UnsafePointer<atsnn_spiking_node>) {
    let currents = InputCurrents(node)
    currents.widenWeights()
    currents.rows.prepare()
    let width = Int(node.pointee.width)
    for y in Int(node.pointee.first_row)..<Int(node.pointee.end_row) {
      currents.rows.fill(y, isFirst: y == Int(node.pointee.first_row))
      var x = 0
      while x < width {
        let isFour = atsnn_has_many_registers() && width &- x >= 4
        currents.fillPixels(y, x, isFour: isFour)
        x &+= isFour ? 4 : 1
      }
    }
  }

  private init(_ node: UnsafePointer<atsnn_spiking_node>) {
    self.node = node
    connection = node.pointee.connections
    rows = InputRows(connection)
    neurons = Neurons(node)
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
        for channel in 0..<channels {
          wide[2 &* channel] = Int16(synapse.weight(row, channel))
          wide[2 &* channel &+ 1] = hasSecond ? Int16(synapse.weight(row &+ 1, channel)) : 0
        }
        wide += 2 * channels
      }
    }
  }

  /// One output pixel, or four in a row.
  @inline(__always)
  private func fillPixels(_ y: Int, _ x: Int, isFour: Bool) {
    let element = (y &* Int(node.pointee.width) &+ x) &* channels
    var channel = 0
    while channel < channels {
      let isWide = channels &- channel >= 64
      switch (isWide, isFour) {
      case (true, true): fillFour(y, x, channel, element)
      case (true, false): fillOne(y, x, channel, element)
      case (false, true): fillNarrowFour(y, x, channel, element)
      case (false, false): store(sums16(y, x, channel), channel, element &+ channel)
      }
      channel &+= isWide ? 64 : 16
    }
  }

  @inline(__always)
  private func bias(_ channel: Int) -> Sums64 { Sums64(node.pointee.bias + channel) }

  private func fillOne(_ y: Int, _ x: Int, _ channel: Int, _ element: Int) {
    var sums = bias(channel)
    forEachPair(y, x, channel) { value, weights in
      sums.addProducts(atsnn_repeat_pair(value), PairedWeights64(weights))
    }
    store(sums, channel, element &+ channel)
  }

  private func fillFour(_ y: Int, _ x: Int, _ channel: Int, _ element: Int) {
    var a = bias(channel)
    var b = a
    var c = a
    var d = a
    let next = rows.pixelStride
    forEachPair(y, x, channel) { value, weights in
      let weights = PairedWeights64(weights)
      a.addProducts(atsnn_repeat_pair(value), weights)
      b.addProducts(atsnn_repeat_pair(value + next), weights)
      c.addProducts(atsnn_repeat_pair(value + 2 &* next), weights)
      d.addProducts(atsnn_repeat_pair(value + 3 &* next), weights)
    }
    let first = element &+ channel
    store(a, channel, first)
    store(b, channel, first &+ channels)
    store(c, channel, first &+ 2 &* channels)
    store(d, channel, first &+ 3 &* channels)
  }

  /// Sixteen channels of four pixels: no sum waits for the one before.
  private func fillNarrowFour(_ y: Int, _ x: Int, _ channel: Int, _ element: Int) {
    var a = atsnn_load_i32x16(node.pointee.bias + channel)
    var b = a
    var c = a
    var d = a
    let next = rows.pixelStride
    forEachPair(y, x, channel) { value, weights in
      let weights = atsnn_load_i16x32(weights)
      a = atsnn_add_products(a, atsnn_repeat_pair(value), weights)
      b = atsnn_add_products(b, atsnn_repeat_pair(value + next), weights)
      c = atsnn_add_products(c, atsnn_repeat_pair(value + 2 &* next), weights)
      d = atsnn_add_products(d, atsnn_repeat_pair(value + 3 &* next), weights)
    }
    let first = element &+ channel
    store(a, channel, first)
    store(b, channel, first &+ channels)
    store(c, channel, first &+ 2 &* channels)
    store(d, channel, first &+ 3 &* channels)
  }

  private func sums16(_ y: Int, _ x: Int, _ channel: Int) -> atsnn_i32x16 {
    var sum = atsnn_load_i32x16(node.pointee.bias + channel)
    forEachPair(y, x, channel) { value, weights in
      sum = atsnn_add_products(sum, atsnn_repeat_pair(value), atsnn_load_i16x32(weights))
    }
    return sum
  }

  /// Each pair of a window's values, with its weights from `channel` on.
  @inline(__always)
  private func forEachPair(
    _ y: Int, _ x: Int, _ channel: Int,
    _ body: (UnsafePointer<Int16>, UnsafePointer<Int16>) -> Void
  ) {
    var weights = UnsafePointer(connection.pointee.wide_weights + 2 * channel)
    for row in 0..<Int(connection.pointee.kernel_height) {
      let values = rows.values(y: y, x: x, row: row)
      for pair in 0..<pairs {
        body(values + 2 &* pair, weights)
        weights += 2 &* channels
      }
    }
  }

  @inline(__always)
  private func store(_ sums: Sums64, _ channel: Int, _ element: Int) {
    store(sums.a, channel, element)
    store(sums.b, channel &+ 16, element &+ 16)
    store(sums.c, channel &+ 32, element &+ 32)
    store(sums.d, channel &+ 48, element &+ 48)
  }

  /// Sums where other connections add to them, else currents in membrane units.
  @inline(__always)
  private func store(_ sums: atsnn_i32x16, _ channel: Int, _ element: Int) {
    guard let cache = node.pointee.cache else { return }
    guard node.pointee.cache_form > 1 else {
      return atsnn_store_i32x16(sums, cache + 4 &* element)
    }
    let currents = neurons.current(sums, channel)
    if node.pointee.cache_form == 2 {
      atsnn_store_i32x16(currents, cache + 4 &* element)
    } else {
      atsnn_store_i16x16(atsnn_narrow(currents), cache + 2 &* element)
    }
  }
}
