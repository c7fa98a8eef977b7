/// Adds the source values under output positions to statistics.
struct SourceSampler {
  let term: Term
  let source: MapShape
  let output: MapShape
  /// Every how many-th position is taken.
  let every: Int

  /// Positions a layer is sampled at in all; more would not change the estimate much.
  private static let wanted = 100_000

  /// - Parameter readings: how often the tensor is read in all: records times timesteps.
  init(_ term: Term, source: MapShape, output: MapShape, readings: Int) {
    self.term = term
    self.source = source
    self.output = output
    every = max(1, readings * output.pixels / Self.wanted)
  }

  /// Adds one reading: `values` in element order; `phase` moves the grid of sampled positions.
  func add(_ values: [Int32], phase: Int, to statistics: inout SourceStatistics) {
    guard !statistics.blocks.isEmpty else { return }
    var position = phase % every
    while position < output.pixels {
      statistics.samples += 1
      for index in statistics.blocks.indices {
        let active = active(values, position, statistics.blocks[index].rows)
        Self.add(active, to: &statistics.blocks[index])
      }
      position += every
    }
  }

  /// The rows of a block with a value other than 0, and their values.
  private func active(_ values: [Int32], _ position: Int, _ rows: [Int]) -> [(Int, Int64)] {
    var active: [(Int, Int64)] = []
    let (y, x) = (position / output.width, position % output.width)
    for (place, row) in rows.enumerated() {
      guard let element = element(row, y: y, x: x), values[element] != 0 else { continue }
      active.append((place, Int64(values[element])))
    }
    return active
  }

  /// The source element that `row` multiplies at output pixel (y, x); nil outside the map.
  private func element(_ row: Int, y: Int, x: Int) -> Int? {
    guard case .convolution(let window) = term.kind else { return row }
    let (channel, tap) = (row % source.channels, row / source.channels)
    let sy = y * window.stride.height - window.padding.height + tap / window.kernel.width
    let sx = x * window.stride.width - window.padding.width + tap % window.kernel.width
    guard sy >= 0, sy < source.height, sx >= 0, sx < source.width else { return nil }
    return (sy * source.width + sx) * source.channels + channel
  }

  private static func add(_ active: [(Int, Int64)], to block: inout SourceStatistics.Block) {
    let count = block.rows.count
    block.products.withUnsafeMutableBufferPointer { products in
      for (order, (row, value)) in active.enumerated() {
        for (other, factor) in active[0...order] { products[row * count + other] += value * factor }
      }
    }
    for (row, value) in active { block.sums[row] += value }
  }
}
