/// CHANNELS and WEIGHTS: each present once, of the right size, values in range.
extension ModelImage {
  func checkParameters(_ table: SectionTable) throws(ImageError) {
    try checkOwners(table)
    for index in 0..<nodeCount where node(index).hasChannels {
      try checkChannels(table, node: index)
    }
    for index in 0..<connectionCount { try checkWeights(table, connection: index) }
  }

  /// Every CHANNELS and WEIGHTS section has an owner and there are as many as owners. With each
  /// owner's section found later, none is there twice.
  private func checkOwners(_ table: SectionTable) throws(ImageError) {
    var channels = 0
    var weights = 0
    for slot in 0..<table.count {
      let section = table[slot]
      var isOwned = true
      switch SectionKind(rawValue: section.kind) {
      case .channels:
        channels += 1
        isOwned = section.index < UInt32(nodeCount) && node(Int(section.index)).hasChannels
      case .weights:
        weights += 1
        isOwned = section.index < UInt32(connectionCount)
      default: break
      }
      guard isOwned else { throw missing(table, slot) }
    }
    guard channels == channelNodeCount, weights == connectionCount else {
      throw ImageError(.sectionSet)
    }
  }

  private var channelNodeCount: Int {
    var count = 0
    for index in 0..<nodeCount where node(index).hasChannels { count += 1 }
    return count
  }

  private func checkChannels(_ table: SectionTable, node index: Int) throws(ImageError) {
    guard let slot = table.slot(.channels, index: index, hint: channelsHint + index) else {
      throw ImageError(.sectionSet, node: index)
    }
    let node = node(index)
    let channels = UInt64(node.shape.channels)
    guard UInt64(table[slot].length) == channels * (node.kind == .spiking ? 13 : 4) else {
      throw missing(table, slot)
    }
    guard node.kind != .spiking || channelValuesAreValid(node, index) else {
      throw ImageError(.value, section: slot, node: index, offset: table[slot].offset)
    }
  }

  private func channelValuesAreValid(_ node: Node, _ index: Int) -> Bool {
    let range: ClosedRange<Int32> = node.membraneBits == 16 ? 1...8192 : 1...(1 << 29)
    for threshold in thresholds(node: index) where !range.contains(threshold) { return false }
    for reset in resets(node: index) {
      guard node.reset == .hard ? reset == 0 : range.contains(reset) else { return false }
    }
    for shift in shifts(node: index) where !(-16...24).contains(shift) { return false }
    return true
  }

  private func checkWeights(_ table: SectionTable, connection index: Int) throws(ImageError) {
    guard let slot = table.slot(.weights, index: index, hint: weightsHint + index) else {
      throw ImageError(.sectionSet)
    }
    let record = ConnectionRecord(image: self, index: index)
    let source = shape(tensor: Int(record.source))
    let channels = node(Int(record.destination)).shape.channels
    guard UInt64(table[slot].length) == weightBytes(record, source: source, channels: channels)
    else { throw missing(table, slot) }
    guard let layout = WeightLayout(rawValue: table[slot].layout),
      layout == .canonical || (record.weightBits == 8 && channels % WeightLayout.width == 0)
    else {
      throw ImageError(.layoutCode, section: slot, offset: table.offset(of: slot))
    }
  }

  private func missing(_ table: SectionTable, _ slot: Int) -> ImageError {
    ImageError(.sectionSet, section: slot, offset: table.offset(of: slot))
  }
}
