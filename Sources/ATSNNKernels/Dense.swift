import CKernels

/// A spiking node as a product of matrices: a row an output pixel and timestep, four counts of its
/// window an instruction. It skips nothing, and so is the faster way where few counts are 0.
struct Dense {
  private let node: UnsafePointer<atsnn_spiking_node>
  private let connection: UnsafePointer<atsnn_connection>
  private var neurons: Neurons

  /// Rows from which on packing the weights is repaid.
  private static let fewestRows = 32
  /// Parts of a hundred counts that are not 0, from which on gathering them takes longer: in tiles of
  /// weights, and from all of them.
  private static let leastDensity = (tiled: 32, whole: 20)

  /// Whether this is the faster way for the counts that are there.
  static func suits(_ node: UnsafePointer<atsnn_spiking_node>) -> Bool {
    let c = node.pointee.connections.pointee
    guard atsnn_has_many_registers(), c.packed_weights != nil, c.maximum_count > 1,
      c.source_channels % 4 == 0, node.pointee.channels % 64 == 0
    else { return false }
    let height = Int(node.pointee.end_row &- node.pointee.first_row)
    let rows = height &* Int(node.pointee.width &* node.pointee.timesteps)
    let least = TileKernel.suits(node) ? leastDensity.tiled : leastDensity.whole
    return rows >= fewestRows && DenseTally(node).isActive(least, of: 100)
  }

  static func run(_ node: UnsafePointer<atsnn_spiking_node>) {
    var dense = Dense(node)
    DenseTally(node).countOperations()
    dense.run()
  }

  private init(_ node: UnsafePointer<atsnn_spiking_node>) {
    self.node = node
    connection = node.pointee.connections
    neurons = Neurons(node)
  }

  /// Blocks of 64 channels, one after the other over the whole map.
  private mutating func run() {
    let c = connection.pointee
    let synapse = Synapse(connection)
    let block = node.pointee.block
    for channel in stride(from: block.lowerBound, to: block.upperBound, by: 64) {
      QuadWeights64.pack(
        synapse.block(channel), count: synapse.rows, stride: Int(c.row_stride),
        to: c.packed_weights)
      var y = Int(node.pointee.first_row)
      while y < Int(node.pointee.end_row) {
        let ys = TapRun(
          y..<Int(node.pointee.end_row), kernel: c.kernel_height, stride: c.stride_height,
          padding: c.padding_height, source: c.source_height)
        runRows(ys, channel)
        y = ys.outputs.upperBound
      }
    }
  }

  private mutating func runRows(_ ys: TapRun, _ channel: Int) {
    let c = connection.pointee
    var x = 0
    while x < Int(node.pointee.width) {
      let xs = TapRun(
        x..<Int(node.pointee.width), kernel: c.kernel_width, stride: c.stride_width,
        padding: c.padding_width, source: c.source_width)
      var rows = DenseRows(node, ys, xs)
      while rows.left >= 4 { runTile(DenseTwo<DenseTwo<DenseRow>>.self, &rows, ys, xs, channel) }
      if rows.left >= 2 { runTile(DenseTwo<DenseRow>.self, &rows, ys, xs, channel) }
      if rows.left >= 1 { runTile(DenseRow.self, &rows, ys, xs, channel) }
      x = xs.outputs.upperBound
    }
  }

  /// The taps of a kernel row that are inside follow one another in the source and in the weights.
  @inline(__always)
  private mutating func runTile<Tile: DenseTile>(
    _: Tile.Type, _ rows: inout DenseRows, _ ys: TapRun, _ xs: TapRun, _ channel: Int
  ) {
    let c = connection.pointee
    let depth = Int(c.source_channels)
    let length = xs.taps.count &* depth
    var tile = Tile(&rows, neurons, channel)
    var offset = 0
    for row in ys.taps {
      let first = (row &* Int(c.kernel_width) &+ xs.taps.lowerBound) &* depth
      var weights = UnsafePointer(c.packed_weights + first / 4 &* QuadWeights64.byteCount)
      for element in stride(from: offset, to: offset &+ length, by: 4) {
        tile.add(element, QuadWeights64(weights))
        weights += QuadWeights64.byteCount
      }
      offset &+= Int(c.source_width) &* depth
    }
    tile.fire(&neurons, channel)
  }
}

extension Neurons {
  /// What the sums of a pixel's channels start with, from `channel` on: biases, or the input image's
  /// part.
  @inline(__always)
  func start(_ channel: Int, pixel: Int) -> UnsafePointer<Int32> {
    guard node.pointee.cache_form != 0 else { return node.pointee.bias + channel }
    let cache = UnsafeRawPointer(node.pointee.cache).assumingMemoryBound(to: Int32.self)
    return cache + (pixel &* Int(node.pointee.channels) &+ channel)
  }

  /// From sums of 64 channels, bias included.
  @inline(__always)
  mutating func fire(_ sums: Sums64, _ channel: Int, pixel: Int, timestep: Int) {
    let channels = Int(node.pointee.channels)
    let element = pixel &* channels &+ channel
    let spikes = spikes(timestep) + (pixel &* (channels / 32) &+ channel &>> 5)
    spikes[0] = step(
      current(sums.a, channel), current(sums.b, channel &+ 16), channel: channel, element: element)
    spikes[1] = step(
      current(sums.c, channel &+ 32), current(sums.d, channel &+ 48), channel: channel &+ 32,
      element: element &+ 32)
    count(timestep)
  }
}
