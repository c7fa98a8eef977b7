import CKernels

/// A spiking node whose weights are too many for a first-level cache: they are taken in tiles that fit
/// it, and each tile adds to all pixels and timesteps before the next one comes.
///
/// A weight is then fetched once a node, whatever the map and the timesteps, and gathered at the
/// nearest cache's speed. Source pixels are listed once for all tiles. Sums between tiles are 16-bit
/// lanes; one that would leave them is noticed, and its pixel is computed again in 32 bits.
struct TileKernel {
  private let node: UnsafePointer<atsnn_spiking_node>
  private let connection: atsnn_connection
  private let synapse: Synapse
  private let tiles: Tiles
  private let partials: TilePartials
  private let counted: Bool
  private var rows: EventRows

  static func suits(_ node: UnsafePointer<atsnn_spiking_node>) -> Bool {
    atsnn_has_many_registers() && node.pointee.connections.pointee.partials != nil
  }

  init(_ node: UnsafePointer<atsnn_spiking_node>) {
    self.node = node
    connection = node.pointee.connections.pointee
    synapse = Synapse(node.pointee.connections)
    tiles = Tiles(connection)
    partials = TilePartials(node)
    counted = connection.maximum_count > 1
    rows = EventRows(node.pointee.connections, timesteps: node.pointee.timesteps)
  }

  mutating func run(_ neurons: inout Neurons) {
    rows.list(0..<Int(connection.source_height))
    countOperations()
    let block = node.pointee.block
    for channel in stride(from: block.lowerBound, to: block.upperBound, by: 64) {
      if isShort { synapse.fetch(channel..<(channel &+ 64)) }
      partials.clear()
      for tile in 0..<tiles.count {
        if counted { addCounts(tile, channel) } else { addSpikes(tile, channel) }
      }
      fire(channel, &neurons)
    }
  }

  private func countOperations() {
    let width = Int(connection.source_width)
    DenseTally(node).countOperations { pixel, timestep in
      let x = pixel % width
      return EventRow(rows, pixel / width).piece(timestep, x..<(x &+ 1)).count
    }
  }

  /// Of a tile; where there is none any more, of the next channels' first. Where each weight is used by
  /// few sums, its block was read before.
  private func fetch(_ tile: Int, _ channel: Int) -> TileFetch? {
    guard !isShort else { return nil }
    let isLast = tile == tiles.count
    let next = isLast ? min(channel &+ 64, node.pointee.block.upperBound &- 64) : channel
    return TileFetch(synapse, tiles[isLast ? 0 : tile], next, pixels: pixels)
  }

  /// Whether sums are too few to cover what they wait for.
  private var isShort: Bool { pixels &* rows.timesteps < 32 }

  private var pixels: Int {
    Int(node.pointee.end_row &- node.pointee.first_row) &* Int(node.pointee.width)
  }

  @inline(never)
  private func addSpikes(_ tile: Int, _ channel: Int) { add(tile, channel, counted: false) }

  @inline(never)
  private func addCounts(_ tile: Int, _ channel: Int) { add(tile, channel, counted: true) }

  /// Adds a tile's part of every sum of 64 channels.
  @inline(__always)
  private func add(_ index: Int, _ channel: Int, counted: Bool) {
    let tile = tiles[index]
    let partials = partials
    let block = synapse.block(channel)
    var next = fetch(index &+ 1, channel)
    for y in Int(node.pointee.first_row)..<Int(node.pointee.end_row) {
      guard let row = tile.sourceRow(connection, y) else { continue }
      let lists = EventRow(rows, row)
      for x in 0..<Int(node.pointee.width) {
        guard let window = TileWindow(connection, tile, x) else { continue }
        next?.advance()
        let first = partials.place(y, x, 0)
        for timestep in 0..<rows.timesteps {
          partials.add(
            lists.piece(timestep, window.columns), block + window.offset, first &+ timestep,
            counted: counted)
        }
      }
    }
    next?.finish()
  }

  /// Steps the neurons of 64 channels.
  private func fire(_ channel: Int, _ neurons: inout Neurons) {
    let words = Int(node.pointee.channels) / 32
    for y in Int(node.pointee.first_row)..<Int(node.pointee.end_row) {
      for x in 0..<Int(node.pointee.width) {
        let pixel = y &* Int(node.pointee.width) &+ x
        let element = pixel &* Int(node.pointee.channels) &+ channel
        for timestep in 0..<rows.timesteps {
          let spikes = neurons.spikes(timestep) + (pixel &* words &+ channel / 32)
          let place = partials.place(y, x, timestep)
          if partials.isWhole(place) && neurons.takesShortSums {
            let sums = atsnn_in_order(partials.sums(place))
            spikes[0] = neurons.fire(atsnn_low_half(sums), channel: channel, element: element)
            spikes[1] = neurons.fire(
              atsnn_high_half(sums), channel: channel &+ 32, element: element &+ 32)
          } else {
            fireLong(y, x, timestep, channel, &neurons)
          }
          neurons.count(timestep)
        }
      }
    }
  }

  /// The same from sums in 32 bits.
  @inline(never)
  private func fireLong(
    _ y: Int, _ x: Int, _ timestep: Int, _ channel: Int, _ neurons: inout Neurons
  ) {
    let pixel = y &* Int(node.pointee.width) &+ x
    let element = pixel &* Int(node.pointee.channels)
    let place = partials.place(y, x, timestep)
    let isWhole = partials.isWhole(place)
    let sums = isWhole ? atsnn_in_order(partials.sums(place)) : .zero
    neurons.kept.add(sums, channel, element, isFirst: true)
    if !isWhole { addLong(y, x, timestep, channel, neurons) }
    let spikes = neurons.spikes(timestep) + pixel &* (Int(node.pointee.channels) / 32)
    for first in stride(from: channel, to: channel &+ 64, by: 32) {
      spikes[first / 32] = neurons.fireSums(
        channel: first, element: element &+ first, isWhole: true)
    }
  }

  /// Adds all tiles to a pixel's kept sums.
  private func addLong(
    _ y: Int, _ x: Int, _ timestep: Int, _ channel: Int, _ neurons: Neurons
  ) {
    for index in 0..<tiles.count {
      guard let row = tiles[index].sourceRow(connection, y),
        let window = TileWindow(connection, tiles[index], x)
      else { continue }
      EventRow(rows, row).piece(timestep, window.columns).forEachPart(partials.most) {
        let sums = $0.sums64(synapse.block(channel) + window.offset, counted: counted)
        neurons.kept.add(atsnn_in_order(sums), channel, 0, isFirst: false)
      }
    }
  }
}
