/// What is kept of the terms that come from the input image (rule I2).
enum CacheForm {
  /// The node does not read the image.
  case none
  /// Sums with bias, before the shift: other connections add to them.
  case sums
  /// Currents in membrane units: the image is the only source.
  case currents32
  /// The same in 16 bits, where the node's bounds after the shift fit.
  case currents16

  init(_ image: ModelImage, _ node: Node, index: Int) {
    var readsImage = false
    var readsOthers = false
    for connection in node.connections {
      let isPixels = image.connection(connection).source == 0 && !image.isEventInput
      if isPixels { readsImage = true } else { readsOthers = true }
    }
    if !readsImage {
      self = .none
    } else if readsOthers || node.kind == .readOut {
      self = .sums
    } else {
      self = CacheForm.currentsFit16(image, node, index: index) ? .currents16 : .currents32
    }
  }

  var elementBytes: Int {
    switch self {
    case .none: 0
    case .sums, .currents32: 4
    case .currents16: 2
    }
  }

  private static func currentsFit16(_ image: ModelImage, _ node: Node, index: Int) -> Bool {
    let channels = node.shape.channels
    let shifts = image.shifts(node: index)
    for first in stride(from: 0, to: channels, by: ChannelBounds.width) {
      let bounds = ChannelBounds(image, node: index, from: first)
      for channel in first..<min(first + ChannelBounds.width, channels) {
        // At most 2^31 - 1, and at most 2^30 after a shift to the left (rules O1 and O2).
        let bound = Int32(truncatingIfNeeded: bounds[channel])
        guard bound.shiftedToMembrane(by: Int(shifts[channel])) <= Int16.max else { return false }
      }
    }
    return true
  }
}
