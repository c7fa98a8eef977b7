import CKernels

/// Sums of rows of weights over a list of events, in registers of 32 bits.
///
/// Rows are taken in pairs, side by side: one instruction multiplies both by their counts and adds
/// them. No sum leaves 32 bits (rule O1).
struct WideGather {
  let events: UnsafePointer<UInt32>
  let count: Int
  /// The first channel's weight of the first row.
  let weights: UnsafeRawPointer

  @inline(__always)
  init(events: UnsafePointer<UInt32>, count: Int, weights: UnsafeRawPointer) {
    self.events = events
    self.count = count
    self.weights = weights
  }

  @inline(__always)
  func sums<Sums: WideSums, Factors: RowFactors>(_ factors: Factors) -> Sums {
    var sums = Sums.zero
    let whole = count & ~1
    var index = 0
    while index < whole {
      let a = weights + Int(events[index])
      sums.add(a, weights + Int(events[index &+ 1]), factors.pair(index))
      index &+= 2
    }
    if index < count {
      let a = weights + Int(events[index])
      sums.add(a, a, factors.single(index))
    }
    return sums
  }
}
