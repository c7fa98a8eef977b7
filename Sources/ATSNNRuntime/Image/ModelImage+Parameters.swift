/// The CHANNELS and WEIGHTS sections, in place.
extension ModelImage {
  /// Bias per output channel, in sum units (rule S1); empty for pooling.
  public func bias(node index: Int) -> UnsafeBufferPointer<Int32> {
    channelWords(node: index, field: 0)
  }

  /// Threshold per output channel, in membrane units (rule M4); empty unless spiking.
  public func thresholds(node index: Int) -> UnsafeBufferPointer<Int32> {
    channelWords(node: index, field: 1)
  }

  /// Soft reset per output channel, in membrane units (rule M5), 0 for hard reset; empty unless
  /// spiking.
  public func resets(node index: Int) -> UnsafeBufferPointer<Int32> {
    channelWords(node: index, field: 2)
  }

  /// Shift from sum to membrane units per output channel, -16...24 (rule M1); empty unless spiking.
  public func shifts(node index: Int) -> UnsafeBufferPointer<Int8> {
    let node = node(index)
    guard node.kind == .spiking else { return UnsafeBufferPointer(start: nil, count: 0) }
    let channels = node.shape.channels
    return elements(at: channelsOffset(node: index) + 12 * channels, count: channels)
  }

  /// The weights: convolution [Kh][Kw][I][O], fully connected [J][O], identity [O], or in blocks of
  /// 64 of the O as `weightLayout` says; Int8, Int16 or Int32 by `Connection.weightBits`. 64-byte
  /// aligned.
  public func weights(connection index: Int) -> UnsafeRawBufferPointer {
    precondition(index >= 0 && index < connectionCount)
    let section = sections.section(.weights, index: index, hint: weightsHint + index)
    return bytes.slice(section.offset, count: section.length)
  }

  /// How the weights of a connection stand.
  public func weightLayout(connection index: Int) -> WeightLayout {
    precondition(index >= 0 && index < connectionCount)
    let section = sections.section(.weights, index: index, hint: weightsHint + index)
    return WeightLayout(rawValue: section.layout) ?? .canonical
  }

  private func channelWords(node index: Int, field: Int) -> UnsafeBufferPointer<Int32> {
    let node = node(index)
    guard node.kind == .spiking || (node.kind == .readOut && field == 0) else {
      return UnsafeBufferPointer(start: nil, count: 0)
    }
    let channels = node.shape.channels
    return elements(at: channelsOffset(node: index) + 4 * channels * field, count: channels)
  }

  private func channelsOffset(node index: Int) -> Int {
    sections.section(.channels, index: index, hint: channelsHint + index).offset
  }

  var sections: SectionTable {
    #if hasFeature(Embedded)
      return SectionTable(bytes: bytes, count: sectionCount)
    #else
      return SectionTable(bytes: bytes, count: sectionCount, places: places)
    #endif
  }

  /// Slot of node 0's CHANNELS in the canonical order, were no node a pooling node.
  var channelsHint: Int { isEventInput ? 4 : 5 }

  /// Slot of connection 0's WEIGHTS in the canonical order.
  var weightsHint: Int {
    sectionCount - connectionCount - (offsets.noteLength > 0 ? 1 : 0)
  }
}
