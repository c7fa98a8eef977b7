/// One addition, saturated once to a membrane's width (rule M3).
public enum Saturating {
  /// The sum limited to the width, and whether the limit changed it (rule C4).
  ///
  /// - Parameter width: 16 or 32 bits.
  @inline(__always)
  public static func sum(_ a: Int32, _ b: Int32, width: Int) -> (value: Int32, limited: Bool) {
    let exact = Int64(a) &+ Int64(b)
    let highest: Int64 = width == 16 ? 0x7FFF : 0x7FFF_FFFF
    let lowest = -highest &- 1
    let value = exact > highest ? highest : (exact < lowest ? lowest : exact)
    return (Int32(truncatingIfNeeded: value), value != exact)
  }
}
