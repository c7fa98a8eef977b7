import CKernels

/// A window's part of the sums that are kept in 32 bits.
extension Synapse {
  /// Adds the rows of 8-bit weights of a window's events to the sums of `width` channels: 128, 64, 32
  /// or 16.
  ///
  /// - Parameters:
  ///   - element: the output pixel's first.
  ///   - isFirst: whether nothing was added yet, and the sums start with what they start with.
  @inline(__always)
  func add(
    _ window: EventWindow, _ channel: Int, _ width: Int, to kept: KeptSums, _ element: Int,
    isFirst: Bool = true, counted: Bool
  ) {
    for index in 0..<window.partCount {
      let part = window.part(index)
      let isFirst = isFirst && index == 0
      switch width {
      case 128:
        let (low, high) = sums128(window, part, channel, counted: counted)
        kept.add(low, channel, element, isFirst: isFirst)
        kept.add(high, channel &+ 64, element, isFirst: isFirst)
      case 64:
        let sums = sums64(window, part, channel, counted: counted)
        kept.add(sums, channel, element, isFirst: isFirst)
      case 32:
        let sums = sums32(window, part, channel, counted: counted)
        kept.add(sums, channel, element, isFirst: isFirst)
      default:
        let sums = atsnn_widen_i16x16(sums16(window, part, channel, counted: counted))
        kept.add(sums, channel, element, isFirst: isFirst)
      }
    }
  }

  /// The same of 16-bit weights, `width` at most 64.
  @inline(__always)
  func addWide<Factors: RowFactors>(
    _ window: EventWindow, _ factors: Factors, _ channel: Int, _ width: Int, to kept: KeptSums,
    _ element: Int, isFirst: Bool
  ) {
    let rows = WideGather(events: window.events, count: window.count, weights: wideBlock(channel))
    switch width {
    case 64: add(rows.sums(factors) as WideSums64<Int16>, channel, to: kept, element, isFirst)
    case 32: add(rows.sums(factors) as WideSums32<Int16>, channel, to: kept, element, isFirst)
    default: add(rows.sums(factors) as WideSums16<Int16>, channel, to: kept, element, isFirst)
    }
  }

  @inline(__always)
  private func add<Sums: WideSums>(
    _ sums: Sums, _ channel: Int, to kept: KeptSums, _ element: Int, _ isFirst: Bool
  ) {
    sums.forEach { kept.add($0, channel &+ $1, element, isFirst: isFirst) }
  }
}
