import CKernels

/// The sums of some rows of a dense product and of 64 output channels, in registers.
protocol DenseTile {
  static var rows: Int { get }

  /// Takes as many rows from `rows`, with the sums that they start with.
  init(_ rows: inout DenseRows, _ neurons: Neurons, _ channel: Int)
  /// Adds the products of four elements, `offset` bytes from the window's first one.
  mutating func add(_ offset: Int, _ weights: QuadWeights64)
  /// Lets the neurons of `channel` and those after it step.
  func fire(_ neurons: inout Neurons, _ channel: Int)
}

/// An output pixel at one timestep.
struct DenseRow: DenseTile {
  private let row: DenseRows.Row
  private var sums: Sums64

  static var rows: Int { 1 }

  @inline(__always)
  init(_ rows: inout DenseRows, _ neurons: Neurons, _ channel: Int) {
    row = rows.next()
    sums = Sums64(neurons.start(channel, pixel: row.pixel))
  }

  @inline(__always)
  mutating func add(_ offset: Int, _ weights: QuadWeights64) {
    sums.addQuads(atsnn_repeat_quad(row.source + offset), weights)
  }

  @inline(__always)
  func fire(_ neurons: inout Neurons, _ channel: Int) {
    neurons.fire(sums, channel, pixel: row.pixel, timestep: row.timestep)
  }
}

/// Two tiles of as many rows each.
struct DenseTwo<Tile: DenseTile>: DenseTile {
  private var first: Tile
  private var second: Tile

  static var rows: Int { 2 &* Tile.rows }

  @inline(__always)
  init(_ rows: inout DenseRows, _ neurons: Neurons, _ channel: Int) {
    first = Tile(&rows, neurons, channel)
    second = Tile(&rows, neurons, channel)
  }

  @inline(__always)
  mutating func add(_ offset: Int, _ weights: QuadWeights64) {
    first.add(offset, weights)
    second.add(offset, weights)
  }

  @inline(__always)
  func fire(_ neurons: inout Neurons, _ channel: Int) {
    first.fire(&neurons, channel)
    second.fire(&neurons, channel)
  }
}
