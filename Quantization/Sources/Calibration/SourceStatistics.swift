/// What the sources of one connection carried in an integer run, jointly.
///
/// Rows are those of a `Term`. They are cut into blocks (neighbouring taps of neighbouring channels),
/// and within a block the products of every two rows are summed. All sums are integers, so that
/// every decision taken from them is the same on every machine and thread count.
struct SourceStatistics: Sendable, Equatable {
  /// Rows whose products are summed.
  struct Block: Sendable, Equatable {
    /// Places of the rows in their term.
    let rows: [Int]
    /// Sum of x_i * x_j at i * rows.count + j for j <= i, else 0.
    var products: [Int64]
    /// Sum of x_i.
    var sums: [Int64]

    init(rows: [Int]) {
      self.rows = rows
      products = [Int64](repeating: 0, count: rows.count * rows.count)
      sums = [Int64](repeating: 0, count: rows.count)
    }
  }

  var blocks: [Block]
  /// Output positions seen.
  var samples = 0

  /// Largest number of rows in a block.
  private static let blockRows = 512

  /// Empty statistics for `term` whose source is `shape`.
  init(_ term: Term, source shape: MapShape) {
    guard case .convolution(let window) = term.kind else {
      let rows = Array(0..<(term.kind == .full ? shape.elements : 0))
      blocks = stride(from: 0, to: rows.count, by: Self.blockRows).map {
        Block(rows: Array(rows[$0..<min($0 + Self.blockRows, rows.count)]))
      }
      return
    }
    let group = max(1, Self.blockRows / window.area)
    blocks = stride(from: 0, to: shape.channels, by: group).map { first in
      let channels = first..<min(first + group, shape.channels)
      return Block(
        rows: (0..<window.area).flatMap { tap in channels.map { tap * shape.channels + $0 } })
    }
  }

  mutating func add(_ other: SourceStatistics) {
    samples += other.samples
    for index in blocks.indices {
      for place in blocks[index].products.indices {
        blocks[index].products[place] += other.blocks[index].products[place]
      }
      for place in blocks[index].sums.indices {
        blocks[index].sums[place] += other.blocks[index].sums[place]
      }
    }
  }

  /// E[x^2] per row of the term.
  func meanSquares(rows: Int) -> [Double] {
    var means = [Double](repeating: 0, count: rows)
    for block in blocks {
      for (place, row) in block.rows.enumerated() {
        means[row] =
          Double(block.products[place * block.rows.count + place])
          / Double(max(samples, 1))
      }
    }
    return means
  }
}
