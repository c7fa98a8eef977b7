/// Sums of squares of what every tensor carried in an integer run; integers, so that every
/// decision taken from them is the same on every machine.
struct SourceMoments: Sendable {
  /// Per tensor and element: sum of x^2. Tensor 0 of an image holds (pixel - zero point)^2.
  private(set) var squares: [[UInt64]]
  /// Per tensor: how many times each element was seen.
  private(set) var counts: [UInt64]

  init(_ network: LoweredNetwork) {
    squares = (0...network.layers.count).map { tensor in
      [UInt64](repeating: 0, count: network.shape(tensor: tensor).elements)
    }
    counts = [UInt64](repeating: 0, count: network.layers.count + 1)
  }

  /// Adds one reading of tensor `tensor`.
  mutating func add(tensor: Int, _ value: (Int) -> Int) {
    counts[tensor] += 1
    for element in squares[tensor].indices {
      let x = value(element)
      squares[tensor][element] += UInt64(x * x)
    }
  }

  mutating func add(_ other: SourceMoments) {
    for tensor in squares.indices {
      counts[tensor] += other.counts[tensor]
      for element in squares[tensor].indices {
        squares[tensor][element] += other.squares[tensor][element]
      }
    }
  }

  /// E[x^2] for each row of `term`: per element for a full connection, per channel for others.
  func means(of term: Term, in network: LoweredNetwork) -> [Double] {
    let shape = network.shape(tensor: term.source)
    let count = Double(max(counts[term.source], 1))
    if term.kind == .full { return squares[term.source].map { Double($0) / count } }
    var totals = [UInt64](repeating: 0, count: shape.channels)
    for (element, square) in squares[term.source].enumerated() {
      totals[element % shape.channels] += square
    }
    return totals.map { Double($0) / (count * Double(shape.pixels)) }
  }
}
