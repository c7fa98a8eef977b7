/// Products of dimensions that a file states.
enum Extent {
  /// More elements than this are refused: no product of some of the dimensions can overflow.
  private static let limit = 1 << 48

  /// Elements of an array of `dimensions`; nil where they are too many, zero dimensions left aside.
  static func elements(_ dimensions: [Int]) -> Int? {
    var product = 1
    for dimension in dimensions {
      let (next, overflow) = product.multipliedReportingOverflow(by: max(dimension, 1))
      guard !overflow, next < limit else { return nil }
      product = next
    }
    return dimensions.contains(0) ? 0 : product
  }
}
