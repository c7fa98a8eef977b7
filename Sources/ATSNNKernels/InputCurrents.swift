import CKernels

/// What the input image adds to a node, at every timestep the same (rules I1 and I2).
///
/// A window's values and the rows of weights are taken in pairs of 16 bits, one instruction
/// multiplying and adding a pair for each of 16 channels.
struct InputCurrents {
  private let node: UnsafePointer<atsnn_spiking_node>
  private let connection: UnsafePointer<atsnn_connection>
  private let neurons: Neurons
  private let channels: Int
  private let rows: Int

  static func fill(_ node: UnsafePointer<atsnn_spiking_node>) {
    let currents = InputCurrents(node)
    currents.widenWeights()
    for y in 0..<Int(node.pointee.height) {
      for x in 0..<Int(node.pointee.width) {
        currents.listValues(y: y, x: x)
        currents.fillPixel(y &* Int(node.pointee.width) &+ x)
      }
    }
  }

  private init(_ node: UnsafePointer<atsnn_spiking_node>) {
    self.node = node
    connection = node.pointee.connections
    neurons = Neurons(node)
    channels = Int(node.pointee.channels)
    let c = connection.pointee
    rows = Int(c.kernel_height &* c.kernel_width &* c.source_channels)
  }

  /// Weights of rows r and r + 1 side by side, channel after channel.
  private func widenWeights() {
    let synapse = Synapse(connection, channels: channels)
    var wide = connection.pointee.wide_weights
    for row in stride(from: 0, to: rows, by: 2) {
      for channel in 0..<channels {
        wide?[2 &* channel] = Int16(synapse.weight(row, channel))
        wide?[2 &* channel &+ 1] = row &+ 1 < rows ? Int16(synapse.weight(row &+ 1, channel)) : 0
      }
      wide = wide.map { $0 + 2 * channels }
    }
  }

  /// The values that an output pixel sees, 0 outside the image.
  private func listValues(y: Int, x: Int) {
    let c = connection.pointee
    let width = Int(c.source_width)
    let depth = Int(c.source_channels)
    let pixels = c.source.assumingMemoryBound(to: UInt8.self)
    let top = y &* Int(c.stride_height) &- Int(c.padding_height)
    let left = x &* Int(c.stride_width) &- Int(c.padding_width)
    guard var value = c.values else { return }
    for row in top..<(top &+ Int(c.kernel_height)) {
      for column in left..<(left &+ Int(c.kernel_width)) {
        let isInside = row >= 0 && row < Int(c.source_height) && column >= 0 && column < width
        let pixel = (row &* width &+ column) &* depth
        for channel in 0..<depth {
          value[channel] =
            isInside ? Int16(pixels[pixel &+ channel]) &- Int16(c.zero_points[channel]) : 0
        }
        value += depth
      }
    }
    value[0] = 0
  }

  private func fillPixel(_ pixel: Int) {
    var channel = 0
    while channel < channels {
      let element = pixel &* channels &+ channel
      if channels &- channel >= 64 {
        fill64(channel, element)
        channel &+= 64
      } else {
        store(sums(channel), channel, element)
        channel &+= 16
      }
    }
  }

  @inline(__always)
  private func bias(_ channel: Int) -> atsnn_i32x16 {
    atsnn_load_i32x16(node.pointee.bias + channel)
  }

  private func fill64(_ channel: Int, _ element: Int) {
    var sums = (
      bias(channel), bias(channel &+ 16), bias(channel &+ 32), bias(channel &+ 48)
    )
    for row in stride(from: 0, to: rows, by: 2) {
      let pair = atsnn_repeat_pair(connection.pointee.values + row)
      let weights = connection.pointee.wide_weights + (row &* channels &+ 2 &* channel)
      sums.0 = atsnn_add_products(sums.0, pair, atsnn_load_i16x32(weights))
      sums.1 = atsnn_add_products(sums.1, pair, atsnn_load_i16x32(weights + 32))
      sums.2 = atsnn_add_products(sums.2, pair, atsnn_load_i16x32(weights + 64))
      sums.3 = atsnn_add_products(sums.3, pair, atsnn_load_i16x32(weights + 96))
    }
    store(sums.0, channel, element)
    store(sums.1, channel &+ 16, element &+ 16)
    store(sums.2, channel &+ 32, element &+ 32)
    store(sums.3, channel &+ 48, element &+ 48)
  }

  private func sums(_ channel: Int) -> atsnn_i32x16 {
    var sum = bias(channel)
    for row in stride(from: 0, to: rows, by: 2) {
      let pair = atsnn_repeat_pair(connection.pointee.values + row)
      let weights = connection.pointee.wide_weights + (row &* channels &+ 2 &* channel)
      sum = atsnn_add_products(sum, pair, atsnn_load_i16x32(weights))
    }
    return sum
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
