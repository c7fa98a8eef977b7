/// What an image needs of its reader (FORMAT.md, feature flags).
///
/// Not an `OptionSet`: its array literals allocate in Embedded builds.
enum FeatureFlag: UInt32 {
  case events
  case wideWeights
  case wideMembranes
  case sumPooling
  case branches
  case budget

  /// Bits that a reader of format 1.0 knows.
  static let known: UInt32 = 0b111111

  var bit: UInt32 { 1 << rawValue }
}

extension ModelImage {
  /// The flags must be exactly those that the contents need.
  func checkFlags(_ flags: UInt32) throws(ImageError) {
    guard flags == neededFlags else { throw ImageError(.featureFlags, offset: 16) }
  }

  private var neededFlags: UInt32 {
    var flags: UInt32 = isEventInput ? FeatureFlag.events.bit : 0
    if storedBudget != 0 { flags |= FeatureFlag.budget.bit }
    for index in 0..<connectionCount where connection(index).weightBits == 16 {
      flags |= FeatureFlag.wideWeights.bit
    }
    for index in 0..<nodeCount {
      let node = node(index)
      if node.membraneBits == 32 { flags |= FeatureFlag.wideMembranes.bit }
      if node.kind == .sumPooling { flags |= FeatureFlag.sumPooling.bit }
      if node.connections.count > 1 { flags |= FeatureFlag.branches.bit }
    }
    return flags
  }
}
